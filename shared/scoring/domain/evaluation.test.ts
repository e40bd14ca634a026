import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderRoc, evaluateHoldout, reliabilityOf } from './evaluation.ts';

const scored = fc.array(fc.record({ score: fc.integer({ min: 0, max: 5 }), positive: fc.boolean() }), {
  maxLength: 40,
});

describe('areaUnderRoc', () => {
  it('is the share of correctly ranked pairs, with ties counted half', () => {
    fc.assert(
      fc.property(scored, (cases) => {
        const positives = cases.filter(({ positive }) => positive);
        const negatives = cases.filter(({ positive }) => !positive);
        const wins = positives.flatMap((p) =>
          negatives.map((n) => (p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0)),
        );
        const byPairs = wins.reduce<number>((sum, each) => sum + each, 0) / wins.length;

        if (wins.length === 0) expect(areaUnderRoc(cases)).toBeNaN();
        else expect(areaUnderRoc(cases)).toBeCloseTo(byPairs, 12);
      }),
      { seed: 1 },
    );
  });
});

describe('evaluateHoldout', () => {
  it('compares expected with actual purchases', () => {
    const result = evaluateHoldout([
      { probability: 0.1, expected: 0, actual: 0 },
      { probability: 0.9, expected: 3, actual: 2 },
      { probability: 0.5, expected: 1, actual: 1 },
    ]);

    expect(result).toMatchObject({
      customers: 3,
      buyers: 2,
      auc: 1,
      expectedPurchases: 4,
      actualPurchases: 3,
    });
    expect(result.meanAbsoluteError).toBeCloseTo(1 / 3, 12);
    expect(result.correlation).toBeCloseTo(0.981981, 6);
    expect(result.calibration.map(({ meanProbability }) => meanProbability)).toEqual([0.1, 0.5, 0.9]);
    expect(result.calibration.map(({ shareWhoBought }) => shareWhoBought)).toEqual([0, 1, 1]);
  });
});

describe('reliability', () => {
  const cases = (probability: number, buyers: number, of: number) =>
    Array.from({ length: of }, (_, i) => ({
      probability,
      expected: probability,
      actual: i < buyers ? 1 : 0,
    }));

  it('has a ratio of 1 when as many buy as predicted, and above 1 when fewer do', () => {
    expect(reliabilityOf(cases(0.25, 5, 20))).toMatchObject({
      customers: 20,
      predicted: 5,
      actual: 5,
      ratio: 1,
      brier: 0.1875,
    });
    expect(reliabilityOf(cases(0.5, 5, 20)).ratio).toBe(2);
    expect(reliabilityOf(cases(0.5, 0, 20)).ratio).toBeNaN();
  });

  it('measures the calibration error bin by bin, so that errors do not cancel', () => {
    const crossed = [...cases(0.2, 80, 100), ...cases(0.8, 20, 100)];
    expect(reliabilityOf(crossed).ratio).toBeCloseTo(1, 10);
    expect(reliabilityOf(crossed).ece).toBeGreaterThanOrEqual(0.6);
  });
});
