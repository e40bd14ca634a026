import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../shared/kernel/clock.ts';
import { stepsOf } from './time-advance.ts';

it.each([
  [30 * MINUTE, 1, 30 * MINUTE],
  [3 * HOUR, 3, HOUR],
  [DAY, 24, HOUR],
  [90 * DAY, 24, 3.75 * DAY],
])('a way of %i ms is gone in %i steps', (ms, count, longest) => {
  const steps = stepsOf(ms);
  expect(steps).toHaveLength(count);
  expect(Math.max(...steps)).toBe(longest);
  expect(steps.reduce((sum, each) => sum + each, 0)).toBe(ms);
});
