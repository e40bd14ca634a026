import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import {
  cleanRun,
  decidedWithin,
  lnEvidence,
  mostAtStop,
  type StopTest,
  saysBad,
  saysTolerable,
  stopsAt,
} from './stop-test.ts';

const TEST: StopTest = { tolerable: 0.02, bad: 0.1, alpha: 0.05, beta: 0.05 };
const SEEDS = 2_000;
const TRIALS = 2_000;

/** Looks after every trial, as an impatient person would. */
function run(rate: (trial: number) => number, seed: number, test = TEST) {
  const random = seededRandom(seed);
  let successes = 0;
  for (let trials = 1; trials <= TRIALS; trials++) {
    if (random() < rate(trials)) successes++;
    const seen = { successes, trials };
    if (saysBad(seen, test)) return { said: 'bad', ...seen } as const;
    if (saysTolerable(seen, test)) return { said: 'tolerable', ...seen } as const;
  }
  return { said: 'nothing', successes, trials: TRIALS } as const;
}
const shareThat = (said: string, rate: (trial: number) => number): number =>
  Array.from({ length: SEEDS }, (_, seed) => run(rate, seed).said).filter((each) => each === said).length /
  SEEDS;

describe('a sequential test of a rate', () => {
  it('is the likelihood ratio of Wald', () => {
    const ratio = (0.1 ** 2 * 0.9 ** 8) / (0.02 ** 2 * 0.98 ** 8);
    expect(lnEvidence({ successes: 2, trials: 10 }, TEST)).toBeCloseTo(Math.log(ratio), 10);
  });

  it.each([0.001, 0.01, 0.02])('stops at the tolerable rate %d in at most alpha of all runs', (rate) => {
    expect(shareThat('bad', () => rate)).toBeLessThanOrEqual(TEST.alpha);
  });

  it('keeps alpha when each trial has a rate of its own, as long as none is above the tolerable one', () => {
    expect(shareThat('bad', (trial) => (trial % 3) * 0.01)).toBeLessThanOrEqual(TEST.alpha);
  });

  it.each([0.1, 0.2, 0.5])('calls the bad rate %d tolerable in at most beta of all runs', (rate) => {
    expect(shareThat('tolerable', () => rate)).toBeLessThanOrEqual(TEST.beta);
  });

  it('always ends, and soon', () => {
    const ends = Array.from({ length: SEEDS }, (_, seed) => run(() => 0.1, seed));
    expect(ends.every(({ said }) => said !== 'nothing')).toBe(true);
    expect(ends.reduce((sum, { trials }) => sum + trials, 0) / SEEDS).toBeLessThan(60);
  });

  it('knows beforehand what it takes to stop it, and what it takes to clear it', () => {
    expect(cleanRun(TEST)).toBe(36);
    for (const trials of [5, 36, 100, 1_000]) {
      const stop = stopsAt(trials, TEST);
      expect(saysBad({ successes: stop, trials }, TEST)).toBe(true);
      expect(saysBad({ successes: stop - 1, trials }, TEST)).toBe(false);
    }
    expect(stopsAt(1, TEST)).toBe(Number.POSITIVE_INFINITY);
    expect(saysTolerable({ successes: 0, trials: 35 }, TEST)).toBe(false);
    expect(saysTolerable({ successes: 0, trials: 36 }, TEST)).toBe(true);
  });

  it('knows how long it takes, as runs show', () => {
    const within = decidedWithin(TEST, 0.1, 0.95);
    const share =
      Array.from({ length: SEEDS }, (_, seed) => run(() => 0.1, seed)).filter(
        ({ trials }) => trials <= within,
      ).length / SEEDS;
    // Five standard errors of a share of 0.95 in 2,000 runs.
    expect(Math.abs(share - 0.95)).toBeLessThan(0.025);
  });

  it('has a bound of what happens by the stop, with what was under way', () => {
    expect(mostAtStop(36, 1, TEST)).toBe(stopsAt(36, TEST));
    expect(mostAtStop(36, 12, TEST)).toBe(stopsAt(36, TEST) + 11);
    expect(mostAtStop(10, 12, TEST)).toBe(10);
  });
});
