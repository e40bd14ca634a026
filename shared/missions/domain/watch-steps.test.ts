import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../decisions/domain/decide.ts';
import { addMs, HOUR, MINUTE } from '../../kernel/clock.ts';
import type { StepRecord } from './step.ts';
import { stepsToFail } from './watch-steps.ts';
import { whatToDo } from './what-to-do.ts';
import { leadReactivation } from './workflows/lead-reactivation.ts';

const NOW = new Date('2026-03-05T12:00:00Z');
const ago = (ms: number): string => addMs(NOW, -ms).toISOString();
const step = (name: string, startedAgo: number, movedAgo: number): StepRecord => ({
  workspace: 'acme',
  missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
  name,
  version: 1,
  state: 'running',
  total: 9,
  done: ['1', '2'],
  result: {},
  failures: 0,
  startedAt: ago(startedAgo),
  movedAt: ago(movedAgo),
});
const found = (steps: StepRecord[], retriedAt?: string, thresholds = DEFAULT_THRESHOLDS) => {
  const context = { id: 'd', now: NOW, stopwatch: () => 0 };
  return stepsToFail(leadReactivation, steps, { retriedAt, thresholds, context }).map(
    ({ error, decision }) => [error, decision.explanation],
  );
};

describe('stepsToFail', () => {
  it('finds stalled and overdue steps, and reports their progress', () => {
    expect(found([step('score', HOUR, 10 * MINUTE)])).toEqual([]);
    expect(found([step('score', 90 * MINUTE, 61 * MINUTE)])).toEqual([
      ['Rex.Stalled', 'Nothing has come in for 61 minutes (at most 60) after 2 of 9 parts of step score.'],
    ]);
    expect(found([step('score', 126 * MINUTE, MINUTE)])).toEqual([
      ['Rex.TimedOut', 'Step score has worked for 2.1 hours (at most 2); 2 of 9 parts are done.'],
    ]);
  });

  it('ignores steps that wait for a person or the calendar, however long', () => {
    expect(found([step('approve', 200 * HOUR, 200 * HOUR), step('outreach', 999 * HOUR, 99 * HOUR)])).toEqual(
      [],
    );
    expect(found([{ ...step('score', 9 * HOUR, 9 * HOUR), state: 'waiting' }])).toEqual([]);
  });

  it('measures from the last retry by a person', () => {
    expect(found([step('draft', 5 * HOUR, 5 * HOUR)], ago(50 * MINUTE))).toEqual([]);
    expect(found([step('draft', 5 * HOUR, MINUTE)], ago(3 * HOUR))).toEqual([
      ['Rex.TimedOut', expect.stringContaining('3 hours')],
    ]);
  });

  it('uses the limits of the workspace', () => {
    const patient = { ...DEFAULT_THRESHOLDS, missionTimeoutHours: 8, stalledAfterMinutes: 300 };
    expect(found([step('score', 4 * HOUR, 4 * HOUR)], undefined, patient)).toEqual([]);
  });
});

describe('whatToDo', () => {
  it.each([
    ['Rex.TimedOut: Step score has worked', 'rex resources'],
    ['Rex.Stalled: Nothing has come in', 'dead-letter queue'],
    ['Rex.Transient: PROVIDER_UNAVAILABLE: SQS did not take 3 of 10 messages.', 'its account works'],
    ['Rex.Permanent: NOT_FOUND: Cohort x has no drafts.', 'rex missions show'],
    ['Something nobody has seen before', 'when the cause is mended'],
  ])('of %s', (error, says) => {
    expect(whatToDo(error)).toContain(says);
  });
});
