import { tryAll } from '../kernel/concurrency.ts';
import type { SeatDeps } from '../seats/app/carry-out.ts';
import { type DueOfSeat, lookRound, type Reviews, type Rounds, reviewDue } from '../seats/app/review-due.ts';
import type { Seat } from '../seats/contract/seat.ts';
import type { WorkspaceRegistry } from '../workspaces/app/ports/workspace-registry.ts';
import { inEveryWorkspace } from './every-workspace.ts';

/** Lets a seat look at what is due, and then round in every workspace; what fails of the one keeps nobody from the other. */
export async function reviewAndLook<D extends SeatDeps>(
  registry: WorkspaceRegistry,
  seat: Seat,
  { reviews, rounds }: { readonly reviews: Reviews<D>; readonly rounds: Rounds<D> },
  deps: D,
  { correlationId, due }: { readonly correlationId: string; readonly due: DueOfSeat },
): Promise<number> {
  let changed = 0;
  const parts = [
    () => reviewDue(seat, reviews, deps, correlationId, due),
    () => inEveryWorkspace(registry, (workspace) => lookRound(seat, rounds, deps, workspace, correlationId)),
  ];
  await tryAll(parts, async (part) => {
    changed += await part();
  });
  return changed;
}
