import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

const HOUR = 3_600_000;

describe('parseDuration', () => {
  it.each([
    ['3d', 72 * HOUR],
    ['2h30m', 2.5 * HOUR],
    ['1w2d', 9 * 24 * HOUR],
    ['1.5h', 1.5 * HOUR],
    ['90s', 90_000],
    [' 5M ', 300_000],
    ['0s', 0],
  ])('reads %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '3', 'd', '3x', '30m2h', '1d1d', '-3d', '3d x', '1.h', 'Infinityd'])('refuses %j', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );
});

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [499, '0s'],
    [90_000, '1m 30s'],
    [26 * HOUR, '1d 2h'],
    [59_999, '1m'],
    [25 * HOUR + 1_000, '1d 1h'],
  ])('writes %d ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('is read back within its smallest unit shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 * 24 * 3600 }), (seconds) => {
        const ms = seconds * 1000;
        const read = parseDuration(formatDuration(ms).replaceAll(' ', '')) ?? Number.NaN;
        expect(read).toBeLessThanOrEqual(ms);
        expect(ms - read).toBeLessThan(ms * 0.6);
      }),
    );
  });
});
