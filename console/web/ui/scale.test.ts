import { describe, expect, it } from 'vitest';
import { scaleOf } from './scale.ts';

describe('a scale of intervals', () => {
  it('begins at zero for rates and ends with the widest interval', () => {
    const scale = scaleOf([
      { value: 0.1, interval: { low: 0.05, high: 0.2 } },
      { value: 0.3, interval: { low: 0.2, high: 0.4 } },
    ]);
    expect([scale.at(0), scale.at(0.1), scale.at(0.4)]).toEqual([0, 25, 100]);
  });

  it('has zero within it when a difference may have either sign', () => {
    const scale = scaleOf([{ value: 0.05, interval: { low: -0.1, high: 0.3 } }]);
    expect(scale.at(0)).toBeCloseTo(25);
    expect([scale.at(-0.1), scale.at(0.3)]).toEqual([0, 100]);
  });

  it('is a scale even where nothing was counted', () => {
    expect(scaleOf([{ value: null, interval: null }]).at(0)).toBe(0);
  });
});
