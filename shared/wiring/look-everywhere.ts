import { tryAll } from '../kernel/concurrency.ts';
import type { SeatDeps } from '../seats/app/carry-out.ts';
import { lookRound, type Rounds } from '../seats/app/review-due.ts';
import type { Seat } from '../seats/contract/seat.ts';
import type { WorkspaceRegistry } from '../workspaces/app/ports/workspace-registry.ts';

/** Lets a seat look round in every workspace; the failure of one keeps it from no other, and is thrown at the end. */
export async function lookEverywhere<D extends SeatDeps>(
  registry: WorkspaceRegistry,
  seat: Seat,
  rounds: Rounds<D>,
  deps: D,
  correlationId: string,
): Promise<number> {
  let found = 0;
  await tryAll(await registry.workspaces(), async (workspace) => {
    found += await lookRound(seat, rounds, deps, workspace, correlationId);
  });
  return found;
}
