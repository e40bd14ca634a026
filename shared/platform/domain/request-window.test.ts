import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { clearedSlots, countedSlots, secondsUntilFree, slotName, slotOf } from './request-window.ts';

const MINUTE = 60_000;

/** The ring as the table keeps it, and the requests that passed, for a limit of `limit`. */
function replay(
  times: readonly number[],
  limit: number,
): { passed: number[]; waits: [at: number, s: number][] } {
  const ring = new Map<string, number>();
  let last = Number.NEGATIVE_INFINITY;
  const passed: number[] = [];
  const waits: [number, number][] = [];
  for (const at of times) {
    const slot = slotOf(new Date(at));
    if (slot - last >= 7) ring.clear();
    last = Math.max(last, slot);
    for (const name of clearedSlots(slot)) ring.delete(name);
    const counts = countedSlots(slot).map((name) => ring.get(name) ?? 0);
    const made = counts.reduce((sum, n) => sum + n, 0);
    if (made < limit) {
      ring.set(slotName(slot), (ring.get(slotName(slot)) ?? 0) + 1);
      passed.push(at);
    } else waits.push([at, secondsUntilFree(counts, made + 1 - limit, new Date(at))]);
  }
  return { passed, waits };
}

const history = fc
  .array(fc.integer({ min: 0, max: 25_000 }), { minLength: 1, maxLength: 300 })
  .map((gaps) => {
    let at = 1e12;
    return gaps.map((gap) => {
      at += gap;
      return at;
    });
  });

it('no more requests than the limit pass in any minute', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 8 }), (times, limit) => {
      const { passed } = replay(times, limit);
      passed.forEach((at, i) => {
        const within = passed.slice(i).filter((other) => other < at + MINUTE);
        expect(within.length).toBeLessThanOrEqual(limit);
      });
    }),
  );
});

it('nor when functions count requests in another order than that of their stamps', () => {
  const late = fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 300, maxLength: 300 });
  fc.assert(
    fc.property(history, late, fc.integer({ min: 1, max: 8 }), (times, delays, limit) => {
      // Each is counted so long after it was stamped.
      const counted = times
        .map((at, i) => ({ at, when: at + (delays[i] ?? 0) }))
        .toSorted((a, b) => a.when - b.when);
      const { passed } = replay(
        counted.map(({ at }) => at),
        limit,
      );
      const stamps = passed.toSorted((a, b) => a - b);
      stamps.forEach((at, i) => {
        const within = stamps.slice(i).filter((other) => other < at + MINUTE);
        expect(within.length).toBeLessThanOrEqual(limit);
      });
    }),
  );
});

it('nor when the next slot has begun before a request of the one before is counted', () => {
  const start = 1e12;
  const stamps = [12_895, 33_295, 36_722, 87_698, 100_000, 92_242].map((ms) => start + ms);
  // The last one is within a minute of the second, the third and the fourth.
  expect(replay(stamps, 3).passed).toEqual(stamps.slice(0, -1));
});

it('a request passes after the seconds that a refusal named, which are at most seventy', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 8 }), (times, limit) => {
      for (const [at, seconds] of replay(times, limit).waits) {
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(70);
        const until = times.filter((time) => time <= at);
        const { passed } = replay([...until, at + seconds * 1000], limit);
        expect(passed.at(-1)).toBe(at + seconds * 1000);
      }
    }),
  );
});
