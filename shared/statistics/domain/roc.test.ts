import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderRoc } from '../../scoring/domain/evaluation.ts';
import { fitLogistic } from './logistic-regression.ts';
import { compareRoc } from './roc.ts';
import { seededRandom } from './seeded-random.ts';
import { fitSparseLogistic, predictSparse } from './sparse-logistic.ts';

describe('compareRoc', () => {
  it('gives the area by the rank sum, and no variance between a score and itself', () => {
    const cases = fc.array(fc.record({ score: fc.nat(9), positive: fc.boolean() }), {
      minLength: 4,
      maxLength: 60,
    });
    fc.assert(
      fc.property(cases, (of) => {
        const scores = of.map(({ score }) => score);
        const found = compareRoc({ scores: [scores, scores], positive: of.map(({ positive }) => positive) });
        if (!found) return;
        expect(found.auc[0]).toBeCloseTo(areaUnderRoc(of), 9);
        const at = (i: number, j: number) => found.covariance[i]?.[j] ?? Number.NaN;
        expect(at(0, 0) + at(1, 1) - 2 * at(0, 1)).toBeCloseTo(0, 12);
      }),
    );
  });

  it('gives intervals that cover the true area often enough', () => {
    const random = seededRandom(11);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    // Two normals one deviation apart: the area is that of the normal at 1 / sqrt 2.
    const truth = 0.76025;
    const covered = Array.from({ length: 200 }, () => {
      const positive = Array.from({ length: 150 }, (_, i) => i < 50);
      const found = compareRoc({ scores: [positive.map((is) => normal() + (is ? 1 : 0))], positive });
      const half = 1.96 * Math.sqrt(found?.covariance[0]?.[0] ?? 0);
      return Math.abs((found?.auc[0] ?? 0) - truth) <= half;
    });
    expect(covered.filter(Boolean).length / 200).toBeGreaterThan(0.9);
  });

  it('gives no result for fewer than two cases of either class', () => {
    expect(compareRoc({ scores: [[1, 2, 3]], positive: [true, false, false] })).toBeUndefined();
  });
});

describe('fitSparseLogistic', () => {
  it('agrees with the dense fit', () => {
    const random = seededRandom(5);
    const rows = Array.from({ length: 400 }, () => {
      const ones = [Math.floor(random() * 3), 3 + Math.floor(random() * 2)];
      return { ones, positive: random() < (ones[0] === 0 ? 0.7 : 0.3) };
    });
    const dense = fitLogistic(
      rows.map(({ ones, positive }) => ({
        features: Array.from({ length: 5 }, (_, i) => (ones.includes(i) ? 1 : 0)),
        positive,
      })),
    );
    const sparse = [...fitSparseLogistic(rows, 5, 0.1)];
    const [difference = 1] = sparse
      .map((each, i) => Math.abs(each - (dense[i] ?? 0)))
      .toSorted((a, b) => b - a);
    expect(difference).toBeLessThan(1e-3);
  });

  it('stays finite when a column separates the outcomes', () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ ones: [i % 2], positive: i % 2 === 0 }));
    const weights = fitSparseLogistic(rows, 2);
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(predictSparse(weights, [0])).toBeGreaterThan(0.9);
  });
});
