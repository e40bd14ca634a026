import { expect, it } from 'vitest';
import { heardTime, rexNow } from './rex-time.ts';
import { isOver } from './session.ts';

const NOW = Date.parse('2026-03-05T12:00:00Z');

it.each([
  ['it has an hour left', 3600, false],
  ['it ends while the request is on its way', 5, true],
  ['it has ended', -1, true],
])('a token is renewed before its use or not: %s', (_, seconds, over) => {
  expect(isOver(NOW / 1000 + seconds, NOW)).toBe(over);
});

it('knows a clock that has jumped ahead, and is not set back by what happened before', () => {
  const day = 86_400_000;
  heardTime(new Date(Date.now() + 2 * day).toISOString());
  heardTime(new Date(Date.now() + day).toISOString());
  expect(Math.abs(rexNow() - Date.now() - 2 * day)).toBeLessThan(5_000);
});
