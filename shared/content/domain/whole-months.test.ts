import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeMonths } from './whole-months.ts';

const months = (from: string, to: string): number => wholeMonths(new Date(from), new Date(to));

describe('wholeMonths', () => {
  it.each([
    ['2024-01-15', '2024-02-14', 0],
    ['2024-01-15', '2024-02-15', 1],
    ['2023-01-31', '2023-02-27', 0],
    ['2023-01-31', '2023-02-28', 1],
    ['2024-02-29', '2025-02-28', 12],
    ['1996-12-31T12:00:00Z', '1997-12-31T11:59:59Z', 11],
  ])('from %s to %s: %i', (from, to, expected) => {
    expect(months(from, to)).toBe(expected);
  });

  it('is 0 for a date in the future', () => {
    expect(months('2024-02-15', '2024-01-01')).toBe(0);
  });

  it('never decreases over time, and is twelve for a year', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, day, (from, a, b) => {
        const [earlier, later] = a < b ? [a, b] : [b, a];
        expect(wholeMonths(from, earlier)).toBeLessThanOrEqual(wholeMonths(from, later));
        const yearLater = new Date(from);
        yearLater.setUTCFullYear(from.getUTCFullYear() + 1);
        expect(wholeMonths(from, yearLater)).toBe(12);
      }),
    );
  });
});
