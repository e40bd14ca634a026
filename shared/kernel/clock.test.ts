import { expect, it } from 'vitest';
import { nextUtcDay, utcDay } from './clock.ts';

it('a UTC day ends at the start of the next one', () => {
  const midnight = new Date('2026-01-06T00:00:00.000Z');
  expect(utcDay(midnight)).toBe('2026-01-06');
  expect(nextUtcDay(midnight)).toEqual(new Date('2026-01-07T00:00:00.000Z'));
});
