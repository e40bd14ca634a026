import { describe, expect, it } from 'vitest';
import { saysBad, saysTolerable } from '../../experiments/domain/stop-test.ts';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import {
  byMeanRisk,
  byRisk,
  CANARIES_IN_FLIGHT,
  CANARY_TEST,
  canaryBound,
  cohortTest,
  nextRelease,
} from './canary.ts';

const SEEDS = 400;
/** 3,000 leads. */
const SIZES = Array.from({ length: 30 }, () => 100);

/** Sends a list as Rex does: canaries a few at a time, then cohorts side by side, slice by slice, results one slice later. */
function send(rate: (lead: number) => number, seed: number) {
  const random = seededRandom(seed);
  let lead = 0;
  const cohorts = SIZES.map((size, order) => ({ size, order, sent: 0, bounced: 0, flying: [] as boolean[] }));
  const all = { sent: 0, settled: 0, bounced: 0 };
  let released = 1;
  while (all.settled < 3_000) {
    for (const cohort of cohorts.slice(0, released)) {
      for (const bounced of cohort.flying.splice(0)) {
        all.settled++;
        cohort.bounced += Number(bounced);
        all.bounced += Number(bounced);
        if (!bounced) continue;
        const isCleared = saysTolerable({ successes: all.bounced, trials: all.settled }, CANARY_TEST);
        const stopped =
          saysBad({ successes: cohort.bounced, trials: cohort.sent }, cohortTest(cohort.order)) ||
          (!isCleared && saysBad({ successes: all.bounced, trials: all.sent }, CANARY_TEST));
        if (!stopped) continue;
        const underWay = cohorts.flatMap(({ flying }) => flying).filter(Boolean).length;
        return { stopped, sent: all.sent, bounced: all.bounced + underWay };
      }
    }
    const settled = { successes: all.bounced, trials: all.settled };
    released = nextRelease({ sizes: SIZES, released, settled, out: 0 });
    const most = saysTolerable(settled, CANARY_TEST) ? 24 : CANARIES_IN_FLIGHT;
    for (const cohort of cohorts.slice(0, released)) {
      for (let n = 0; n < most && cohort.sent < cohort.size; n++) {
        cohort.sent++;
        all.sent++;
        cohort.flying.push(random() < rate(lead++));
      }
    }
  }
  return { stopped: false, sent: all.sent, bounced: all.bounced };
}
const runs = (rate: (lead: number) => number) =>
  Array.from({ length: SEEDS }, (_, seed) => send(rate, seed * 7 + 1));
const share = <T>(all: readonly T[], test: (one: T) => boolean): number =>
  all.filter(test).length / all.length;

describe('canaries', () => {
  it.each([0.1, 0.2, 0.4, 0.8])('stop a list that bounces at %d before the bound', (rate) => {
    const bad = runs(() => rate);
    expect(canaryBound()).toBeLessThan(60);
    // Alpha is not spent here: beta for lists that pass, and as much for those that take longer than the bound allows.
    expect(share(bad, ({ bounced }) => bounced <= canaryBound())).toBeGreaterThanOrEqual(0.9);
    expect(share(bad, ({ stopped }) => stopped)).toBeGreaterThan(0.99);
  });

  it.each([0, 0.01, 0.02, 0.03])(
    'let a list that bounces at %d pass, but for five in a hundred at most',
    (rate) => {
      const good = runs(() => rate);
      expect(share(good, ({ stopped }) => stopped)).toBeLessThanOrEqual(0.05);
      expect(share(good, ({ sent }) => sent === 3_000)).toBeGreaterThanOrEqual(0.95);
    },
  );

  it('are followed by a test of each cohort: a list that is bad further down is stopped there', () => {
    const late = runs((lead) => (lead < 1_000 ? 0.005 : 0.3));
    expect(share(late, ({ stopped }) => stopped)).toBe(1);
    // Of 600 bounces that were to come.
    expect(Math.max(...late.map(({ bounced }) => bounced))).toBeLessThan(300);
  });

  it('are those of the least risk, and of those the best', () => {
    const leads = [
      { id: 'a', score: 90, risk: 0.3 },
      { id: 'b', score: 10, risk: 0.01 },
      { id: 'c', score: 20, risk: 0.012 },
    ];
    expect(leads.toSorted(byRisk).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    const cohort = (id: string, size: number, risk: number) => ({
      id,
      leads: Array.from({ length: size }, (_, n) => ({ id: `${id}${n}`, score: 1, risk })),
    });
    const cohorts = [cohort('bad', 100, 0.2), cohort('few', 3, 0.001), cohort('good', 60, 0.01)];
    expect(byMeanRisk(cohorts).map(({ id }) => id)).toEqual(['good', 'few', 'bad']);
  });
});

describe('the release of cohorts', () => {
  const view = { sizes: [100, 100, 100, 100, 100], released: 1, out: 0 };
  const settled = (successes: number, trials: number) => ({ settled: { successes, trials } });

  it('waits while nothing is decided', () => {
    expect(nextRelease({ ...view, ...settled(0, 20) })).toBe(1);
    expect(nextRelease({ ...view, ...settled(2, 50) })).toBe(1);
  });

  it('begins with few leads, and with one cohort if that has many', () => {
    const begun = { released: 0, settled: { successes: 0, trials: 0 }, out: 0 };
    expect(nextRelease({ ...begun, sizes: [11, 4, 5, 3, 9] })).toBe(3);
    expect(nextRelease({ ...begun, sizes: [100, 4, 5] })).toBe(1);
    expect(nextRelease({ ...begun, sizes: [4, 2] })).toBe(2);
  });

  it('adds small cohorts as the ends of others become known', () => {
    const small = { sizes: [11, 4, 5, 3, 9], released: 3, out: 0 };
    expect(nextRelease({ ...small, ...settled(0, 2) })).toBe(3);
    expect(nextRelease({ ...small, ...settled(0, 3) })).toBe(4);
    expect(nextRelease({ ...small, ...settled(1, 10), out: 2 })).toBe(5);
  });

  it('goes cohort by cohort when all of one are settled and nothing is decided', () => {
    expect(nextRelease({ ...view, ...settled(5, 90) })).toBe(2);
    expect(nextRelease({ ...view, ...settled(1, 10), out: 75 })).toBe(2);
    expect(nextRelease({ ...view, ...settled(0, 0), out: 100 })).toBe(2);
  });

  it('goes on with three times as many once the list is cleared', () => {
    expect(nextRelease({ ...view, ...settled(0, 67) })).toBe(2);
    expect(nextRelease({ ...view, ...settled(0, 100) })).toBe(3);
    expect(nextRelease({ ...view, released: 3, ...settled(2, 300) })).toBe(5);
  });
});
