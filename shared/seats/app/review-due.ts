import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Seat } from '../contract/seat.ts';
import { isWork, kindOfId, type Made, type Work } from '../domain/work.ts';
import { type SeatDeps, write } from './carry-out.ts';

export interface Due {
  readonly workspace: string;
  readonly work: Work;
  readonly now: Date;
  readonly correlationId: string;
}

/**
 * How a seat looks at works of a kind that are due. What it makes has the work first, with another `dueAt` or without one:
 * so no work stays due.
 */
export type Reviews<D> = Readonly<Record<string, (deps: D, due: Due) => Promise<Made>>>;

/** What a seat makes by itself, for one workspace: it returns nothing where there is nothing new. */
export type Rounds<D> = (
  deps: D,
  asked: { readonly workspace: string; readonly now: Date; readonly correlationId: string },
) => Promise<readonly RoundMade[]>;

/** @prop key names what is made: another round that makes the same makes nothing. */
export interface RoundMade extends Made {
  readonly key: string;
}

/** Looks at every work of a seat that is due, in all workspaces. */
export async function reviewDue<D extends SeatDeps>(
  seat: Seat,
  reviews: Reviews<D>,
  deps: D,
  correlationId: string,
): Promise<number> {
  let reviewed = 0;
  for (const { workspace, id } of await deps.works.due(deps.clock.now())) {
    if (await reviewOne(seat, reviews, deps, { workspace, id, correlationId })) reviewed += 1;
  }
  return reviewed;
}

/** Looks at a work that is due, and then at those that this has made due. A work that was changed meanwhile is read again. */
async function reviewOne<D extends SeatDeps>(
  seat: Seat,
  reviews: Reviews<D>,
  deps: D,
  { workspace, id, correlationId }: { workspace: string; id: string; correlationId: string },
): Promise<boolean> {
  const [work, ...beside] = await retryOnConflict(async (): Promise<readonly Work[]> => {
    const now = deps.clock.now();
    const due = await deps.works.get(workspace, id);
    const review = reviews[kindOfId(seat, id) ?? ''];
    if (!due || !review || !isDue(due, now)) return [];
    const made = await review(deps, { workspace, work: due, now, correlationId });
    if (!isWork(made.work) || made.work.dueAt === due.dueAt)
      throw new Error(`The review of ${id} has left it due.`);
    const cause = { actor: REX, correlationId };
    return write(seat, deps, made, { workspace, input: {}, cause, now, act: 'review' });
  });
  for (const each of beside.filter((other) => isDue(other, deps.clock.now())))
    await reviewOne(seat, reviews, deps, { workspace, id: each.id, correlationId });
  return work !== undefined;
}

const isDue = ({ dueAt }: Work, now: Date): boolean => dueAt !== undefined && dueAt <= now.toISOString();

/** Looks at a work at once where the act that made it has left it due; returns it as it is then. */
export async function reviewAtOnce<D extends SeatDeps>(
  seat: Seat,
  reviews: Reviews<D>,
  deps: D,
  work: Work,
  correlationId: string,
): Promise<Work | undefined> {
  if (!isDue(work, deps.clock.now())) return undefined;
  const { workspace, id } = work;
  await reviewOne(seat, reviews, deps, { workspace, id, correlationId });
  return deps.works.get(workspace, id);
}

/** Lets a seat look round in a workspace, and writes what it has found, once. */
export async function lookRound<D extends SeatDeps>(
  seat: Seat,
  rounds: Rounds<D>,
  deps: D,
  workspace: string,
  correlationId: string,
): Promise<number> {
  const now = deps.clock.now();
  const found = await rounds(deps, { workspace, now, correlationId });
  let written = 0;
  for (const made of found) {
    const request = { key: `round#${made.key}`, hash: made.key };
    const cause = { actor: REX, correlationId };
    try {
      await write(seat, deps, made, { workspace, input: {}, cause, now, act: 'round', request });
      written += 1;
    } catch (error) {
      // Somebody else was faster; the next round sees what is there then.
      if (!(error instanceof RexError && ['VERSION_CONFLICT', 'CONFLICT'].includes(error.code))) throw error;
    }
  }
  return written;
}
