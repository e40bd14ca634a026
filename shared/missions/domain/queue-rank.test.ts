import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { type Queued, queueRank } from './queue-rank.ts';

const NOW = new Date('2026-03-05T12:00:00Z');
const queued = (id: string, change: Partial<Queued> = {}): Queued => ({
  id,
  priority: 50,
  createdAt: NOW.toISOString(),
  ...change,
});
const isBefore = (a: Queued, b: Queued): boolean => queueRank(a) < queueRank(b);

describe('queueRank', () => {
  it('puts the higher priority first, and the older of two missions of the same priority', () => {
    expect(isBefore(queued('b', { priority: 51 }), queued('a'))).toBe(true);
    const older = queued('b', { createdAt: addMs(NOW, -MINUTE).toISOString() });
    expect(isBefore(older, queued('a'))).toBe(true);
  });

  it('prevents starvation: after 25 hours the lowest priority goes before a new mission of the highest', () => {
    const waiting = queued('a', { priority: 0 });
    const newcomer = (after: number) =>
      queued('b', { priority: 100, createdAt: addMs(NOW, after).toISOString() });
    expect(isBefore(waiting, newcomer(24 * HOUR))).toBe(false);
    expect(isBefore(waiting, newcomer(25 * HOUR + MINUTE))).toBe(true);
  });

  it('puts a mission before everything that is created within four hours of its deadline', () => {
    const due = queued('a', { priority: 0, deadline: addMs(NOW, DAY).toISOString() });
    const newcomer = (beforeDeadline: number) =>
      queued('b', { priority: 100, createdAt: addMs(NOW, DAY - beforeDeadline).toISOString() });
    expect(isBefore(due, newcomer(4 * HOUR - MINUTE))).toBe(true);
    expect(isBefore(due, newcomer(6 * HOUR))).toBe(false);
  });

  it('is a total order in which a deadline never moves a mission back', () => {
    const any = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      priority: fc.integer({ min: 0, max: 100 }),
      createdAt: fc.integer({ min: -5 * DAY, max: 0 }).map((ms) => addMs(NOW, ms).toISOString()),
    });
    const deadline = fc.integer({ min: 1, max: 9 * DAY }).map((ms) => addMs(NOW, ms).toISOString());
    fc.assert(
      fc.property(any, any, deadline, (a, b, at) => {
        if (a.id !== b.id) expect(isBefore(a, b)).toBe(!isBefore(b, a));
        expect(queueRank({ ...a, deadline: at }) <= queueRank(a)).toBe(true);
      }),
    );
  });
});
