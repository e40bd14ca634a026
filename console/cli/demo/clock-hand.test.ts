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
  it('steps through timers that are due within one step', async () => {
    const clock = fakeClock([1, 3]);
    await createClockHand(clock).move({ strideMs: 5 * MINUTE, leap: true, forMs: 0 });
    expect(clock.calls).toEqual(['run 5']);
  });

  it('jumps to a later timer, and just past it', async () => {
    const clock = fakeClock([600]);
    await createClockHand(clock).move({ strideMs: 5 * MINUTE, leap: true, forMs: 0 });
    expect(clock.calls).toEqual(['run 5', `run ${600 + 1 / 60}`]);
  });

  it('never jumps while jumps are forbidden', async () => {
    const clock = fakeClock([600]);
    await createClockHand(clock).move({ strideMs: 5 * MINUTE, leap: false, forMs: 0 });
    expect(clock.calls).toEqual(['run 5', 'advance 2']);
  });

  it('lets periodic schedules run when no timer is planned', async () => {
    const clock = fakeClock([]);
    await createClockHand(clock).move({ strideMs: 5 * MINUTE, leap: true, forMs: 0 });
    expect(clock.calls).toEqual(['run 5', 'advance 2']);
  });

  it('continues in steps for a while, and stops when no timer is left', async () => {
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

  it('goes no further than it may, whatever is planned behind that', async () => {
    const clock = fakeClock([1, 600]);
    const move = { strideMs: 5 * MINUTE, leap: true, forMs: 60_000, withinMs: 60 * MINUTE };
    await createClockHand(clock).move(move);
    expect(clock.calls).toEqual(['run 5', 'run 5', 'advance 55']);
  });

  it('ends a move after its stride when it is to rest, and moves on when it is asked again', async () => {
    const clock = fakeClock([1, 2, 3]);
    const hand = createClockHand(clock);
    const move = { strideMs: MINUTE, leap: false, forMs: Number.POSITIVE_INFINITY };
    void hand.move(move);
    await hand.rest();
    expect(clock.calls).toHaveLength(1);
    await hand.move(move);
    expect(clock.calls).toHaveLength(3);
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
