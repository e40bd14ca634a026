import { expect, it } from 'vitest';
import { REX } from '../../kernel/events.ts';
import { cohortWorked } from './cohort-event.ts';
import { messageKey } from './message-key.ts';

it('a round is told with the version that the cohort is saved as, and once for each', () => {
  const now = new Date('2026-01-05T10:00:00Z');
  const cohort = { workspace: 'acme', missionId: 'm_1', id: 'utc-0001', version: 4 } as Parameters<
    typeof cohortWorked
  >[0];
  const round = { counts: { sent: 97, blocked: 3 }, done: true };
  expect(cohortWorked(cohort, round, now, 'c')).toMatchObject({
    id: 'm_1:utc-0001:5',
    name: 'cohort.worked',
    workspace: 'acme',
    aggregate: { id: 'm_1#utc-0001' },
    sequence: 5,
    correlationId: 'c',
    actor: REX,
    at: now.toISOString(),
    data: { missionId: 'm_1', cohort: 'utc-0001', ...round },
  });
});

it('a message is named by its mission and its step', () => {
  expect(messageKey('m_1', 2)).toBe('m_1#2');
});
