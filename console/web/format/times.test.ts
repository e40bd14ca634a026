import { expect, it } from 'vitest';
import { ago } from './times.ts';

const NOW = Date.parse('2026-03-05T12:00:00Z');

it.each([
  [-30, 'just now'],
  [0, 'just now'],
  [2, 'just now'],
  [30, 'in a moment'],
  [-120, '2 minutes ago'],
  [7_200, 'in 2 hours'],
])('%i seconds from now is %s', (seconds, words) => {
  expect(ago(new Date(NOW + seconds * 1000).toISOString(), NOW)).toBe(words);
});
