import type { MoveSenderDeps } from '../../../allocation/app/move-sender.ts';
import type { CohortStore } from '../../../drafting/app/ports/cohorts.ts';
import type { WorkStore } from '../../../seats/app/ports/works.ts';

export interface ArbiterDeps extends MoveSenderDeps {
  readonly works: WorkStore;
  readonly cohorts: Pick<CohortStore, 'list'>;
}
