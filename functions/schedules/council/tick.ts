import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
import type { DueOfSeat } from '../../../shared/seats/app/review-due.ts';
import type { WorkspaceRegistry } from '../../../shared/workspaces/app/ports/workspace-registry.ts';

/** An hour, for one seat: what all seats need is asked for once. */
export interface Tick {
  readonly tables: Tables;
  readonly registry: WorkspaceRegistry;
  readonly due: DueOfSeat;
  readonly correlationId: string;
}
