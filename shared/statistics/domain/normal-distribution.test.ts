import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from './normal-distribution.ts';

describe('normal distribution', () => {
  it.each([
    [-6, 9.865876450377018e-10],
    [-3, 0.0013498980316300957],
    [-1, 0.15865525393145707],
    [0, 0.5],
    [1.959963984540054, 0.975],
  ])('P(Z <= %f)', (z, p) => {
    expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(1e-9);
    expect(normalQuantile(p)).toBeCloseTo(z, 9);
  });
});
