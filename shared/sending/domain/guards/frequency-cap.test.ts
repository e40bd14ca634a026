import { describe, expect, it } from 'vitest';
import { free, iso, person, settings } from '../../../../test/support/send-context.ts';
import { frequencyCap } from './frequency-cap.ts';

const DAY_H = 24;
const MONTH_H = 30 * DAY_H;
/** A person who was written to so many hours ago, the latest first. */
const contacted = (...hoursAgo: number[]) =>
  person({ contacted: hoursAgo.map((hours, i) => ({ key: `k${i}`, at: iso(-hours) })) });
const check = (...hoursAgo: number[]) => {
  const caps = { minHoursBetween: 48, maxIn30Days: 3 };
  return frequencyCap.check({
    ...free,
    settings: { ...settings, frequencyCap: caps },
    ...contacted(...hoursAgo),
  });
};

describe('the frequency cap', () => {
  it('lets the next message go when the hours between two are over, not before', () => {
    expect(check(47.99)).toMatchObject({ verdict: 'wait', until: new Date(iso(0.01)) });
    expect(check(48).verdict).toBe('pass');
    expect(check(100).verdict).toBe('pass');
  });

  it('waits until the oldest message that fills the 30 days is older than that', () => {
    expect(check(50, 100, 20 * DAY_H)).toMatchObject({ verdict: 'wait', until: new Date(iso(10 * DAY_H)) });
    expect(check(50, 100, 200, 20 * DAY_H)).toMatchObject({
      verdict: 'wait',
      until: new Date(iso(MONTH_H - 200)),
    });
  });

  it('does not count what is 30 days old', () => {
    expect(check(50, 100, MONTH_H - 0.01).verdict).toBe('wait');
    expect(check(50, 100, MONTH_H)).toEqual({
      verdict: 'pass',
      explanation: '2 of 3 messages in the last 30 days.',
    });
    expect(check(50, 100, MONTH_H + 1, MONTH_H + 2).verdict).toBe('pass');
  });
});
