import { describe, expect, it } from 'vitest';
import { type Evaluation, minimise } from './bfgs.ts';

function rosenbrock([x = 0, y = 0]: readonly number[]): Evaluation {
  return {
    value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    gradient: [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
  };
}

describe('minimise', () => {
  it('finds the end of Rosenbrock’s valley, and asks for fewer than 60 values', () => {
    let asked = 0;
    const { point, value } = minimise(
      (at) => {
        asked++;
        return rosenbrock(at);
      },
      [-1.2, 1],
    );

    expect(value).toBeLessThan(1e-13);
    expect(point[0]).toBeCloseTo(1, 6);
    expect(point[1]).toBeCloseTo(1, 6);
    expect(asked).toBeLessThan(60);
  });

  it('shortens a step that leads to where the function has no value', () => {
    const { point } = minimise(([x = 0]) => ({ value: x - Math.log(x), gradient: [1 - 1 / x] }), [40]);

    expect(point[0]).toBeCloseTo(1, 5);
  });

  it('stays where it is flat', () => {
    expect(minimise(() => ({ value: 3, gradient: [0, 0] }), [5, 6])).toEqual({
      point: [5, 6],
      value: 3,
      gradient: [0, 0],
    });
  });
});
