import type { LocalRex } from '../local/local-rex.ts';

export interface Move {
  readonly strideMs: number;
  /** Where nothing is planned within the stride, go as far as the next thing that is. */
  readonly leap: boolean;
}

/** Moves the virtual clock, one move at a time, beside whoever looks on. */
export interface ClockHand {
  /** Joins a move that is under way. Rejects when moving failed. */
  move(move: Move): Promise<void>;
  /** Resolves when no move is under way. */
  rest(): Promise<void>;
}

type Clock = Pick<LocalRex, 'runUntilIdle' | 'advance'>;

/** A leap ends behind the thing that it was made for. */
const BEHIND_MS = 1_000;

export function createClockHand(rex: Clock): ClockHand {
  let moving: Promise<void> | undefined;
  return {
    move(move) {
      moving ??= moveOnce(rex, move).finally(() => {
        moving = undefined;
      });
      return moving;
    },
    rest: async () => moving,
  };
}

async function moveOnce(rex: Clock, { strideMs, leap }: Move): Promise<void> {
  const { jumps, now, nextTimer } = await rex.runUntilIdle(strideMs);
  if (jumps > 0) return;
  const waitMs = leap && nextTimer !== undefined ? Date.parse(nextTimer) - Date.parse(now) + BEHIND_MS : 0;
  if (waitMs > strideMs) await rex.runUntilIdle(waitMs);
  // Nothing is planned. Periodic schedules plan nothing either: they get their turn and find what was lost.
  else await rex.advance(strideMs);
}
