import type { OpenEverywhere } from '../../../shared/lords/arbiter/app/deps.ts';
import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
import type { DueOfSeat } from '../../../shared/seats/app/review-due.ts';
import type { WorkspaceRegistry } from '../../../shared/workspaces/app/ports/workspace-registry.ts';

/** An hour, for one seat: what all seats need is asked for once, before them. */
export interface Tick {
  readonly tables: Tables;
  readonly registry: WorkspaceRegistry;
  readonly due: DueOfSeat;
  /** In all workspaces; the works are those of the seat. */
  readonly open: OpenEverywhere;
  readonly correlationId: string;
}
