import { describe, expect, it } from 'vitest';
import { scaledHypergeometric2F1 } from './hypergeometric.ts';

describe('scaledHypergeometric2F1', () => {
  it('agrees with its closed forms', () => {
    const z = 0.9;

    expect(scaledHypergeometric2F1({ a: 1, b: 1, c: 2, z, lnFactor: 0 })).toBeCloseTo(
      -Math.log(1 - z) / z,
      10,
    );
    expect(scaledHypergeometric2F1({ a: 3, b: 2, c: 2, z, lnFactor: 0 })).toBeCloseTo((1 - z) ** -3, 8);
  });

  it('computes the product of a factor that underflows and a series that overflows', () => {
    const z = 0.9;
    const product = scaledHypergeometric2F1({ a: 800, b: 2, c: 2, z, lnFactor: 800 * Math.log(1 - z) });

    expect(product).toBeCloseTo(1, 8);
  });
});
