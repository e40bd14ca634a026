import { describe, expect, it } from 'vitest';
import { hourStart, metricName, metricValue } from './metrics.ts';

describe('metrics', () => {
  it('writes names as words', () => {
    expect(metricName('missionsCompleted')).toBe('Missions completed');
    expect(metricName('sent')).toBe('Sent');
  });

  it('writes shares in per cent, counts whole, and what is not known as a dash', () => {
    expect(metricValue('bounceRate', 0.0125)).toBe('1.3%');
    expect(metricValue('sent', 1234)).toBe('1,234');
    expect(metricValue('reputation', 1)).toBe('1');
    expect(metricValue('openRate', null)).toBe('–');
  });

  it('knows when an hour begins', () => {
    expect(Date.parse(hourStart('2026-11-25T18'))).toBe(Date.UTC(2026, 10, 25, 18));
  });
});
