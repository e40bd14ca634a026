import type { SeatDeps } from '../seats/app/carry-out.ts';
import { lookRound, type Rounds } from '../seats/app/review-due.ts';
import type { Seat } from '../seats/contract/seat.ts';
import type { WorkspaceRegistry } from '../workspaces/app/ports/workspace-registry.ts';
import { inEveryWorkspace } from './every-workspace.ts';

/** Lets a seat look round in every workspace. */
export const lookEverywhere = <D extends SeatDeps>(
  registry: WorkspaceRegistry,
  seat: Seat,
  rounds: Rounds<D>,
  deps: D,
  correlationId: string,
): Promise<number> =>
  inEveryWorkspace(registry, (workspace) => lookRound(seat, rounds, deps, workspace, correlationId));
