import { describe, expect, it } from 'vitest';
import { daysFrom } from './days.ts';

describe('daysFrom', () => {
  it('goes over the end of a month', () => {
    expect(daysFrom('2026-02-27', 3)).toEqual([
      '2026-02-27T00:00:00.000Z',
      '2026-02-28T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
    ]);
  });
});
