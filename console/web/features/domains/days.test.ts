import { describe, expect, it } from 'vitest';
import { daysFrom, volumeOf } from './days.ts';

describe('volumeOf', () => {
  it('puts what was sent before today and what is planned from today on the same days', () => {
    const { times, sent, caps } = volumeOf(
      '2026-03-03',
      [
        { day: '2026-02-27', sent: 20 },
        { day: '2026-03-03', sent: 5 },
      ],
      [36, 49, 66],
    );
    expect(times.map((time) => time.slice(5, 10))).toEqual([
      '02-25',
      '02-26',
      '02-27',
      '02-28',
      '03-01',
      '03-02',
      '03-03',
      '03-04',
      '03-05',
    ]);
    expect(sent).toEqual([0, 0, 20, 0, 0, 0, 5, null, null]);
    expect(caps).toEqual([null, null, null, null, null, null, 36, 49, 66]);
  });
});

describe('daysFrom', () => {
  it('goes over the end of a month', () => {
    expect(daysFrom('2026-02-27', 3)).toEqual([
      '2026-02-27T00:00:00.000Z',
      '2026-02-28T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
    ]);
  });
});
