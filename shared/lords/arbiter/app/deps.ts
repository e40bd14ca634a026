import type { MoveSenderDeps } from '../../../allocation/app/move-sender.ts';
import type { CampaignStore } from '../../../campaigns/app/ports/campaigns.ts';
import type { CohortStore } from '../../../drafting/app/ports/cohorts.ts';
import type { MembershipStore } from '../../../members/app/ports/members.ts';
import type { WorkStore } from '../../../seats/app/ports/works.ts';

export interface ArbiterDeps extends MoveSenderDeps {
  readonly works: WorkStore;
  readonly cohorts: Pick<CohortStore, 'list'>;
  readonly campaigns: Pick<CampaignStore, 'getMany'>;
  /** Workspaces that have a mission in the queue. Default: it is asked for. */
  readonly workspacesThatWait?: () => Promise<readonly string[]>;
  readonly memberships: Pick<MembershipStore, 'get'>;
}
