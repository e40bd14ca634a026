import { describe, expect, it } from 'vitest';
import { lnChoose, lnGamma } from './gamma-function.ts';

describe('lnGamma', () => {
  it('is ln (n - 1)! at whole numbers, ln sqrt(pi) at a half, and -ln z near 0', () => {
    expect(lnGamma(1)).toBeCloseTo(0, 14);
    expect(lnGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
    expect(lnGamma(1e-10)).toBeCloseTo(-Math.log(1e-10), 9);
    expect(lnChoose(52, 5)).toBeCloseTo(Math.log(2_598_960), 10);
  });
});
