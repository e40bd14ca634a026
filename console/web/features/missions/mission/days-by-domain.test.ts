import { describe, expect, it } from 'vitest';
import { daysByDomain } from './days-by-domain.ts';

const day = (day: string, domain: string, planned: number, actual: number | null = null) => ({
  day,
  domain,
  planned,
  actual,
  bySteps: [planned],
  emails: planned,
  cap: null,
  risk: null,
  riskMost: null,
});

describe('the days of a forecast', () => {
  it('has a chart for each domain over all days, with those on which nothing goes out', () => {
    const charts = daysByDomain([
      day('2026-02-27', 'a.example', 5),
      day('2026-03-02', 'a.example', 7),
      day('2026-02-28', 'b.example', 3),
    ]);
    expect(charts.map(({ domain, days }) => [domain, ...days.map(({ planned }) => planned)])).toEqual([
      ['a.example', 5, 0, 0, 7],
      ['b.example', 0, 3, 0, 0],
    ]);
    expect(charts[0]?.days.map((each) => each.day)).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]);
  });

  it('has sent nothing on such days once it has begun, and does not know before', () => {
    const actuals = (actual: number | null) =>
      daysByDomain([
        day('2026-01-01', 'a.example', 1, actual),
        day('2026-01-03', 'a.example', 1, null),
      ])[0]?.days.map((each) => each.actual);
    expect(actuals(1)).toEqual([1, 0, null]);
    expect(actuals(null)).toEqual([null, null, null]);
  });
});
