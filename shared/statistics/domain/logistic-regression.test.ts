import { describe, expect, it } from 'vitest';
import { fitLogistic } from './logistic-regression.ts';

describe('fitLogistic', () => {
  it('gives the log-odds of a two by two table', () => {
    const rows = (count: number, feature: number, positive: boolean) =>
      Array.from({ length: count }, () => ({ features: [feature], positive }));
    const [intercept, slope] = fitLogistic([
      ...rows(800, 0, false),
      ...rows(200, 0, true),
      ...rows(500, 1, false),
      ...rows(500, 1, true),
    ]);

    expect(intercept).toBeCloseTo(Math.log(0.25), 2);
    expect(slope).toBeCloseTo(Math.log(4), 2);
  });

  it('stays finite when a feature separates the labels', () => {
    const weights = fitLogistic([
      { features: [0], positive: false },
      { features: [1], positive: true },
    ]);

    expect(weights.every(Number.isFinite)).toBe(true);
    expect(weights[1]).toBeGreaterThan(0);
  });
});
