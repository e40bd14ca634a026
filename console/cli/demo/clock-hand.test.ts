import { describe, expect, it } from 'vitest';
import { NOW } from '../../testing/samples.ts';
import { createClockHand } from './clock-hand.ts';

const MINUTE = 60_000;

function fakeClock(timers: number[]) {
  const calls: string[] = [];
  let now = Date.parse(NOW);
  const due = timers.map((minutes) => now + minutes * MINUTE);
  return {
    calls,
    async runUntilIdle(maxMs: number) {
      calls.push(`run ${maxMs / MINUTE}`);
      const limit = now + maxMs;
      const jumps = due.filter((at) => at > now && at <= limit).length;
      now = Math.max(now, ...due.filter((at) => at <= limit));
      const next = due.find((at) => at > now);
      return {
        now: new Date(now).toISOString(),
        jumps,
        nextTimer: next === undefined ? undefined : new Date(next).toISOString(),
      };
    },
    async advance(ms: number) {
      calls.push(`advance ${ms / MINUTE}`);
      now += ms;
    },
  };
}

describe('the clock hand', () => {
  it('runs through what is planned within the stride', async () => {
    const clock = fakeClock([1, 3]);
    await createClockHand(clock).move({ strideMs: 5 * MINUTE, leap: true, forMs: 0 });
    expect(clock.calls).toEqual(['run 5']);
  });

  it('leaps to what is planned later, and just behind it', async () => {
    const clock = fakeClock([600]);
    await createClockHand(clock).move({ strideMs: 5 * MINUTE, leap: true, forMs: 0 });
    expect(clock.calls).toEqual(['run 5', `run ${600 + 1 / 60}`]);
  });

  it('never leaps where it must not', async () => {
    const clock = fakeClock([600]);
    await createClockHand(clock).move({ strideMs: 5 * MINUTE, leap: false, forMs: 0 });
    expect(clock.calls).toEqual(['run 5', 'advance 2']);
  });

  it('lets periodic schedules have their turn when nothing is planned', async () => {
    const clock = fakeClock([]);
    await createClockHand(clock).move({ strideMs: 5 * MINUTE, leap: true, forMs: 0 });
    expect(clock.calls).toEqual(['run 5', 'advance 2']);
  });

  it('goes on in strides for a while, and not when nothing is planned any more', async () => {
    const clock = fakeClock([1, 7, 8, 600]);
    await createClockHand(clock).move({ strideMs: 5 * MINUTE, leap: true, forMs: 60_000 });
    expect(clock.calls).toEqual([
      'run 5',
      'run 5',
      `run ${6 + 1 / 60}`,
      'run 5',
      'run 5',
      `run ${592 + 1 / 60}`,
    ]);
  });

  it('makes one move at a time', async () => {
    const clock = fakeClock([1, 2]);
    const hand = createClockHand(clock);
    const move = { strideMs: MINUTE, leap: false, forMs: 0 };
    await Promise.all([hand.move(move), hand.move(move), hand.rest()]);
    expect(clock.calls).toHaveLength(1);
    await hand.move(move);
    expect(clock.calls).toHaveLength(2);
  });
});
