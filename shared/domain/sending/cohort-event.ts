import { REX, type RexEvent } from '../events.ts';
import type { Cohort } from './cohort.ts';

/** An event about a cohort, numbered by the version that the cohort gets when it is saved with it. */
export const cohortEvent = (
  cohort: Cohort,
  name: 'cohort.worked',
  data: Record<string, unknown>,
  now: Date,
  correlationId: string,
): RexEvent => ({
  id: `${cohort.missionId}:${cohort.id}:${cohort.version + 1}`,
  name,
  schemaVersion: 1,
  channel: 'missions',
  workspace: cohort.workspace,
  aggregate: { type: 'COHORT', id: `${cohort.missionId}#${cohort.id}` },
  sequence: cohort.version + 1,
  correlationId,
  actor: REX,
  at: now.toISOString(),
  data: { missionId: cohort.missionId, cohort: cohort.id, ...data },
});
