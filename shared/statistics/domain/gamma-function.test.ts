import { describe, expect, it } from 'vitest';
import { digamma, lnChoose, lnGamma } from './gamma-function.ts';

describe('lnGamma', () => {
  it('is ln (n - 1)! at whole numbers, ln sqrt(pi) at a half, and -ln z near 0', () => {
    expect(lnGamma(1)).toBeCloseTo(0, 14);
    expect(lnGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
    expect(lnGamma(1e-10)).toBeCloseTo(-Math.log(1e-10), 9);
    expect(lnChoose(52, 5)).toBeCloseTo(Math.log(2_598_960), 10);
  });
});

describe('digamma', () => {
  it('has the values of Abramowitz and Stegun, table 6.1 and 6.3.3, also far out and near 0', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
    expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 14);
    expect(digamma(1.5)).toBeCloseTo(0.0364899739785765, 14);
    expect(digamma(10)).toBeCloseTo(2.251752589066721, 14);
    expect(digamma(1e6)).toBeCloseTo(Math.log(1e6) - 5e-7, 12);
    expect(digamma(1e-8) * 1e-8).toBeCloseTo(-1, 7);
  });

  it('is the slope of lnGamma', () => {
    for (const z of [0.1, 0.7, 3, 9.99, 10.01, 500]) {
      const step = 1e-5 * z;
      expect((lnGamma(z + step) - lnGamma(z - step)) / (2 * step)).toBeCloseTo(digamma(z), 5);
    }
  });
});
