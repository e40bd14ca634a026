import { describe, expect, it } from 'vitest';
import { createClock } from './clock.ts';

const MINUTE = 60_000;

function clockWithTimers(...timers: readonly [number, 'planned' | 'deadline'][]) {
  const clock = createClock(0, () => {});
  const start = clock.time();
  const fired: number[] = [];
  for (const [minutes, kind] of timers) clock.at(start + minutes * MINUTE, kind, () => fired.push(minutes));
  const stops = (): number[] => {
    const found: number[] = [];
    for (
      let stop = clock.nextStop(start + 1000 * MINUTE);
      stop !== undefined;
      stop = clock.nextStop(start + 1000 * MINUTE)
    ) {
      found.push(Math.round((stop - start) / MINUTE));
      clock.jumpTo(stop);
    }
    return found;
  };
  return { clock, start, fired, stops };
}

describe('the virtual clock', () => {
  it('fires timers in order, and those of one quarter of an hour in one jump', () => {
    const { fired, stops } = clockWithTimers(
      [40, 'planned'],
      [10, 'planned'],
      [20, 'planned'],
      [30, 'planned'],
    );
    expect(stops()).toEqual([20, 40]);
    expect(fired).toEqual([10, 20, 30, 40]);
  });

  it('never reaches a deadline in the same jump as a timer before it', () => {
    const { fired, stops } = clockWithTimers([10, 'planned'], [12, 'deadline'], [14, 'planned']);
    expect(stops()).toEqual([10, 12, 14]);
    expect(fired).toEqual([10, 12, 14]);
  });

  it('only goes forward, and reports how far', () => {
    const saved: number[] = [];
    const clock = createClock(5 * MINUTE, (ms) => saved.push(ms));
    const jumps: number[] = [];
    clock.onJump((ms) => jumps.push(ms));
    const now = clock.time();
    clock.jumpTo(now - MINUTE);
    expect(jumps).toEqual([]);
    clock.jumpTo(now + MINUTE);
    expect(clock.time()).toBeGreaterThanOrEqual(now + MINUTE);
    expect(Math.round((saved[0] ?? 0) / MINUTE)).toBe(6);
  });

  it('forgets a timer that was cancelled', () => {
    const { clock, start, fired } = clockWithTimers();
    clock.at(start + MINUTE, 'planned', () => fired.push(1))();
    expect(clock.nextTimer()).toBeUndefined();
    clock.jumpTo(start + 2 * MINUTE);
    expect(fired).toEqual([]);
  });
});
