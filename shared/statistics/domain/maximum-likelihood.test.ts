import { describe, expect, it } from 'vitest';
import { maximiseLikelihood } from './maximum-likelihood.ts';

/** Of `events` within `time`, at a constant rate. */
const poisson =
  (events: number, time: number) =>
  ([rate = 0]: readonly number[]) => ({
    value: events * Math.log(rate) - rate * time,
    gradient: [events / rate - time],
  });

describe('maximiseLikelihood', () => {
  it('finds the rate of a Poisson process: events by time', () => {
    const [rate] = maximiseLikelihood({
      logLikelihood: poisson(300, 40),
      start: [1],
      observations: 300,
      lnBound: 9,
    });

    expect(rate).toBeCloseTo(7.5, 5);
  });

  it('ends near the bound when ever smaller is ever likelier', () => {
    const [rate = 0] = maximiseLikelihood({
      logLikelihood: poisson(0, 100_000),
      start: [1],
      observations: 10,
      lnBound: 9,
    });

    expect(Math.log(rate)).toBeLessThan(-8.9);
    expect(Math.log(rate)).toBeGreaterThan(-10);
  });
});
