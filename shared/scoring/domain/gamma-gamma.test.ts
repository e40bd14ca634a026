import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import { expectedSpend, fitGammaGamma, SPEND_PRIOR } from './gamma-gamma.ts';

describe('gamma-gamma', () => {
  it('expects a customer without a repeat purchase to spend the population mean', () => {
    expect(expectedSpend(SPEND_PRIOR, { x: 0, meanSpend: 0 })).toBeCloseTo(35.22, 2);
  });

  it('moves from the population to the customer as evidence grows', () => {
    const at = (x: number) => expectedSpend(SPEND_PRIOR, { x, meanSpend: 100 });

    expect(at(1)).toBeGreaterThan(at(0));
    expect(at(10)).toBeGreaterThan(at(1));
    expect(at(1_000)).toBeCloseTo(100, 0);
  });

  it('keeps the published shape at the scale of the data when there are too few customers', () => {
    const fit = fitGammaGamma([
      { x: 1, meanSpend: 80 },
      { x: 3, meanSpend: 120 },
    ]);

    expect(fit.source).toBe('prior');
    expect(expectedSpend(fit, { x: 0, meanSpend: 0 })).toBeCloseTo(110, 6);
  });

  it('falls back to the published parameters without any spend', () => {
    expect(fitGammaGamma([])).toMatchObject({ ...SPEND_PRIOR, logLikelihood: 0, source: 'prior' });
  });

  it('stays finite when everyone spends nearly the same', () => {
    const random = seededRandom(1);
    const fit = fitGammaGamma(Array.from({ length: 60 }, () => ({ x: 2, meanSpend: 50 + random() })));

    expect(expectedSpend(fit, { x: 2, meanSpend: 50 })).toBeCloseTo(50.25, 0);
  });
});
