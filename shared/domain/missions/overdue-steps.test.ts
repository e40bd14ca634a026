import { describe, expect, it } from 'vitest';
import { addMs, HOUR, MINUTE } from '../../kernel/clock.ts';
import { overdueSteps } from './overdue-steps.ts';
import type { StepRecord } from './step.ts';
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
const found = (steps: StepRecord[], retriedAt?: string) =>
  overdueSteps(leadReactivation, steps, NOW, retriedAt).map(({ step: { name }, error, cause }) => ({
    name,
    error,
    cause,
  }));

describe('overdueSteps', () => {
  it('finds work of which nothing comes in, and work that takes more than two hours, and says how far it came', () => {
    expect(found([step('score', HOUR, 10 * MINUTE)])).toEqual([]);
    expect(found([step('score', 90 * MINUTE, 61 * MINUTE)])).toEqual([
      {
        name: 'score',
        error: 'Rex.Stalled',
        cause: 'Nothing came in any more after 2 of 9 parts of step score.',
      },
    ]);
    expect(found([step('score', 121 * MINUTE, MINUTE)])).toMatchObject([
      { error: 'Rex.TimedOut', cause: expect.stringContaining('more than two hours; 2 of 9 parts') },
    ]);
  });

  it('leaves alone what waits for a person or the calendar, however long', () => {
    expect(found([step('approve', 200 * HOUR, 200 * HOUR), step('outreach', 999 * HOUR, 99 * HOUR)])).toEqual(
      [],
    );
    expect(found([{ ...step('score', 9 * HOUR, 9 * HOUR), state: 'waiting' }])).toEqual([]);
  });

  it('counts from when a person last tried it again', () => {
    expect(found([step('draft', 5 * HOUR, MINUTE)], ago(HOUR))).toEqual([]);
    expect(found([step('draft', 5 * HOUR, MINUTE)], ago(3 * HOUR))).toMatchObject([
      { error: 'Rex.TimedOut' },
    ]);
  });
});

describe('whatToDo', () => {
  it.each([
    ['Rex.TimedOut: Step score has worked', 'rex resources'],
    ['Rex.Stalled: Nothing came in', 'dead-letter queue'],
    ['Rex.Transient: PROVIDER_UNAVAILABLE: SQS did not take 3 of 10 messages.', 'its account works'],
    ['Rex.Permanent: NOT_FOUND: Cohort x has no drafts.', 'rex missions show'],
    ['Something nobody has seen before', 'when the cause is mended'],
  ])('of %s', (error, says) => {
    expect(whatToDo(error)).toContain(says);
  });
});
