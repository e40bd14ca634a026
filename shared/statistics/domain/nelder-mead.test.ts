import { describe, expect, it } from 'vitest';
import { minimise } from './nelder-mead.ts';

describe('minimise', () => {
  it('finds the end of Rosenbrock’s valley', () => {
    const { point, value } = minimise(([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1]);

    expect(value).toBeLessThan(1e-7);
    expect(point[0]).toBeCloseTo(1, 3);
    expect(point[1]).toBeCloseTo(1, 3);
  });
});
