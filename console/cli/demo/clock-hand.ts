import type { LocalRex } from '../local/local-rex.ts';

export interface Move {
  readonly strideMs: number;
  /** Where nothing is planned within the stride, go as far as the next thing that is. */
  readonly leap: boolean;
  /** Goes on with further strides for so long in real time, while anything is planned and nobody wants the hand to rest. */
  readonly forMs: number;
  /** On the virtual clock: a move ends after so much, give or take a stride. Without it only `forMs` ends it. */
  readonly withinMs?: number;
}

/** Moves the virtual clock, one move at a time, beside whoever looks on. */
export interface ClockHand {
  /** Joins a move that is under way. Rejects when moving failed. */
  move(move: Move): Promise<void>;
  /** Ends a move that is under way after its stride. Resolves when the clock stands. */
  rest(): Promise<void>;
}

type Clock = Pick<LocalRex, 'runUntilIdle' | 'advance'>;

/** A leap ends behind the thing that it was made for. */
const BEHIND_MS = 1_000;
/** How often the periodic sweep runs that finds lost work. */
const SWEEP_MS = 2 * 60_000;

export function createClockHand(rex: Clock): ClockHand {
  let moving: Promise<void> | undefined;
  let resting = false;
  return {
    move(move) {
      if (moving === undefined) {
        resting = false;
        moving = moveOnce(rex, move, () => resting).finally(() => {
          moving = undefined;
        });
      }
      return moving;
    },
    async rest() {
      resting = true;
      await moving;
    },
  };
}

async function moveOnce(rex: Clock, move: Move, isResting: () => boolean): Promise<void> {
  const until = performance.now() + move.forMs;
  const left = (gone: number): number => (move.withinMs ?? Number.POSITIVE_INFINITY) - gone;
  let { planned, moved } = await stride(rex, move);
  while (planned && !isResting() && left(moved) > 0 && performance.now() < until) {
    const next = await stride(rex, { ...move, withinMs: left(moved) });
    planned = next.planned;
    moved += next.moved;
  }
}

/** Whether anything is planned beyond the stride, and how far the virtual clock went at most. */
async function stride(
  rex: Clock,
  { strideMs, leap, withinMs = Number.POSITIVE_INFINITY }: Move,
): Promise<{ readonly planned: boolean; readonly moved: number }> {
  const { jumps, now, nextTimer } = await rex.runUntilIdle(strideMs);
  const planned = nextTimer !== undefined;
  if (jumps > 0) return { planned, moved: strideMs };
  const waitMs = nextTimer === undefined ? 0 : Date.parse(nextTimer) - Date.parse(now) + BEHIND_MS;
  if (leap && waitMs > strideMs) {
    if (waitMs <= withinMs)
      return { planned: (await rex.runUntilIdle(waitMs)).nextTimer !== undefined, moved: waitMs };
    await rex.advance(withinMs);
    return { planned, moved: withinMs };
  }
  // Nothing is planned so soon. Periodic schedules plan nothing either: the sweep gets its turn, as often as it would
  // on AWS, and finds what was lost.
  await rex.advance(SWEEP_MS);
  return { planned, moved: SWEEP_MS };
}
