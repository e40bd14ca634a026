import { describe, expect, it } from 'vitest';
import { backAt } from './absence.ts';

const received = new Date('2026-07-01T09:00:00Z');

describe('when a person who is away may be written to again', () => {
  it.each([
    ['the day after, where they live', '2026-07-10', 'Europe/Berlin', '2026-07-10T22:00:00.000Z'],
    ['the day after, across a month', '2026-07-31', 'America/New_York', '2026-08-01T04:00:00.000Z'],
    [
      'once that day has begun everywhere, when nobody knows where',
      '2026-07-10',
      undefined,
      '2026-07-11T12:00:00.000Z',
    ],
    ['and in a zone that does not exist', '2026-07-10', 'Mars/Base', '2026-07-11T12:00:00.000Z'],
    ['a week from now without a day', undefined, 'Europe/Berlin', '2026-07-08T09:00:00.000Z'],
    ['nor for a day that is over', '2025-07-10', 'Europe/Berlin', '2026-07-08T09:00:00.000Z'],
    ['nor for one that is none', 'soon', 'Europe/Berlin', '2026-07-08T09:00:00.000Z'],
    ['at most 45 days', '2027-07-10', 'Europe/Berlin', '2026-08-15T09:00:00.000Z'],
  ])('%s', (_, until, zone, at) => {
    expect(backAt(until, received, zone).toISOString()).toBe(at);
  });
});
