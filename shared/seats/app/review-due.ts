import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { NamedRequest } from '../../platform/ports/collection.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Seat } from '../contract/seat.ts';
import { isWork, kindOfId, type Made, type Work } from '../domain/work.ts';
import { type SeatDeps, write } from './carry-out.ts';
import type { WorkRef } from './ports/works.ts';

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
  asked: {
    readonly workspace: string;
    readonly now: Date;
    readonly correlationId: string;
    readonly hasSeen: HasSeen;
  },
) => Promise<readonly RoundMade[]>;

/**
 * Whether an earlier round has seen just this, and left nothing of it to do. What is named here says all that the round depends on
 * from here. By default a round is asked so for the keys of what it has found.
 */
type HasSeen = (all: readonly string[]) => Promise<boolean>;

/** @prop key names what is made: another round that makes the same makes nothing. */
export interface RoundMade extends Made {
  readonly key: string;
}

/** Works of a seat that are due, of all workspaces. */
export type DueOfSeat = () => Promise<readonly WorkRef[]>;

/**
 * Looks at every work of a seat that is due, in all workspaces, and at what becomes due by that.
 * @param due which these are, where that is known
 * @throws AggregateError when some could not be reviewed; the others were
 */
export async function reviewDue<D extends SeatDeps>(
  seat: Seat,
  reviews: Reviews<D>,
  deps: D,
  correlationId: string,
  due: DueOfSeat = () => deps.works.due(deps.clock.now()),
): Promise<number> {
  let reviewed = 0;
  const failures: unknown[] = [];
  for (const each of await due()) {
    try {
      reviewed += (await reviewThese(seat, reviews, deps, [each], correlationId)).size;
    } catch (error) {
      // One that always fails must not keep the others from it.
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(
      failures,
      `${failures.length} works of the ${seat.title} could not be reviewed.`,
    );
  return reviewed;
}

/** Looks at these works, and at what becomes due by that: each once. Returns those that have changed, by their ids. */
export async function reviewThese<D extends SeatDeps>(
  seat: Seat,
  reviews: Reviews<D>,
  deps: D,
  due: readonly WorkRef[],
  correlationId: string,
): Promise<ReadonlyMap<string, Work>> {
  const reviewed = new Map<string, Work>();
  const open = [...due];
  const asked = new Set<string>();
  for (const { workspace, id } of open) {
    if (asked.has(`${workspace} ${id}`)) continue;
    asked.add(`${workspace} ${id}`);
    const [work, ...beside] = await reviewOne(seat, reviews, deps, { workspace, id, correlationId });
    if (work) reviewed.set(id, work);
    open.push(...beside.filter((each) => isDue(each, deps.clock.now())));
  }
  return reviewed;
}

export const isDue = ({ dueAt }: Work, now: Date): boolean =>
  dueAt !== undefined && dueAt <= now.toISOString();

/** A work that was changed meanwhile is read again. */
const reviewOne = <D extends SeatDeps>(
  seat: Seat,
  reviews: Reviews<D>,
  deps: D,
  { workspace, id, correlationId }: { workspace: string; id: string; correlationId: string },
): Promise<readonly Work[]> =>
  retryOnConflict(async () => {
    const now = deps.clock.now();
    const work = await deps.works.get(workspace, id);
    const review = reviews[kindOfId(seat, id) ?? ''];
    if (!work || !review || !isDue(work, now)) return [];
    const made = await review(deps, { workspace, work, now, correlationId });
    if (!isWork(made.work) || made.work.dueAt === work.dueAt)
      throw new Error(`The review of ${id} has left it due.`);
    const cause = { actor: REX, correlationId };
    return write(seat, deps, made, { workspace, input: {}, cause, now, act: 'review' });
  });

/** Lets a seat look round in a workspace, and writes what it has found, once. */
export async function lookRound<D extends SeatDeps>(
  seat: Seat,
  rounds: Rounds<D>,
  deps: D,
  workspace: string,
  correlationId: string,
): Promise<number> {
  const now = deps.clock.now();
  const { works } = deps;
  // Asked at the same moment as what the round reads first.
  const before = works.seen(workspace);
  let seen: string | undefined;
  const hasSeen: HasSeen = async (all) => {
    seen = sha256(JSON.stringify(all));
    return seen === (await before);
  };
  const [made] = await Promise.all([rounds(deps, { workspace, now, correlationId, hasSeen }), before]);
  const found = new Map(made.map((each) => [each.key, each]));
  const keys = [...found.keys()];
  // What stands there for weeks is found every hour.
  if (seen === undefined && (keys.length === 0 || (await hasSeen(keys)))) return 0;
  // A read for all of it, and no transaction that is refused.
  const isMade = await Promise.all(keys.map((key) => works.wasMade(workspace, requestOf(key))));
  const fresh = [...found.values()].filter((_, n) => !isMade[n]);
  if (fresh.length === 0 && seen !== undefined && seen !== (await before))
    await works.sawAll(workspace, seen);
  let written = 0;
  for (const each of fresh) {
    const request = requestOf(each.key);
    const cause = { actor: REX, correlationId };
    try {
      await write(seat, deps, each, { workspace, input: {}, cause, now, act: 'round', request });
      written += 1;
    } catch (error) {
      // Somebody else was faster; the next round sees what is there then.
      if (!(error instanceof RexError && ['VERSION_CONFLICT', 'CONFLICT'].includes(error.code))) throw error;
    }
  }
  return written;
}

const requestOf = (key: string): NamedRequest => ({ key: `round#${key}`, hash: key });
