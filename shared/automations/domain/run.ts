import * as z from 'zod';
import { addMs, MINUTE, SECOND } from '../../kernel/clock.ts';
import {
  automationIdSchema,
  instantSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import {
  type AutomationResultBody,
  type AutomationRunView,
  CONNECTORS,
  ON_FAILURE,
  OUTCOMES,
} from '../contract/automations.ts';
import { automationEvents } from '../contract/events.ts';
import type { Automation } from './automation.ts';

/**
 * The run of an automation for the step of a mission. A mission has one at a time; when a person retries the mission, the
 * next one takes its place under the next number.
 */
export const runRecordSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  version: z.number().int().min(1),
  number: z.number().int().min(1),
  automationId: automationIdSchema,
  name: z.string(),
  connector: refuseUnknown(z.enum(CONNECTORS)),
  onFailure: refuseUnknown(z.enum(ON_FAILURE)),
  correlationId: z.string(),
  /** `claimed`: the start is under way, or its answer was lost. It is not sent again. */
  state: refuseUnknown(z.enum(['pending', 'claimed', 'running', 'done', 'failed'])),
  /** How often the start was certainly not taken. */
  refusals: z.number().int().default(0),
  /** Nothing is asked before. */
  nextAt: instantSchema.optional(),
  /** The id of the execution or kickoff there. */
  handle: z.string().optional(),
  outcome: refuseUnknown(z.enum(OUTCOMES)).optional(),
  note: z.string().optional(),
  /** Why it failed, or why it is not further. */
  reason: z.string().optional(),
  createdAt: instantSchema,
  startedAt: instantSchema.optional(),
  deadline: instantSchema,
  finishedAt: instantSchema.optional(),
});
export type Run = z.infer<typeof runRecordSchema>;

/** Sent with the start and expected in the result: our own id, since a start of n8n is answered without one. */
export const runIdOf = ({ missionId, number }: Pick<Run, 'missionId' | 'number'>): string =>
  `${missionId}.${number}`;

export const newRun = (
  automation: Automation,
  mission: { readonly id: string; readonly correlationId: string },
  before: Run | undefined,
  now: Date,
): Run => ({
  workspace: automation.workspace,
  missionId: mission.id,
  version: before?.version ?? 1,
  number: (before?.number ?? 0) + 1,
  automationId: automation.id,
  name: automation.name,
  connector: automation.connector,
  onFailure: automation.onFailure,
  correlationId: mission.correlationId,
  state: 'pending',
  refusals: 0,
  createdAt: now.toISOString(),
  deadline: addMs(now, automation.deadlineMinutes * MINUTE).toISOString(),
});

export const isOver = ({ state }: Pick<Run, 'state'>): boolean => state === 'done' || state === 'failed';

export const isLate = ({ deadline }: Run, now: Date): boolean => deadline <= now.toISOString();

/** Clocks of two functions differ. */
const SKEW_MS = SECOND;

/** Whether it is too early to ask again: another message asked a moment ago. */
export const isEarly = ({ nextAt }: Run, now: Date): boolean =>
  nextAt !== undefined && addMs(now, SKEW_MS).toISOString() < nextAt;

const SHORTEST_PAUSE_MS = 5 * SECOND;
export const LONGEST_PAUSE_MS = 5 * MINUTE;

/** Pause before the next question: a tenth of the time that has passed, so a result is seen at most a tenth late. */
export function pollPauseMs({ startedAt, createdAt }: Run, now: Date): number {
  const passed = now.getTime() - Date.parse(startedAt ?? createdAt);
  return Math.min(Math.max(passed / 10, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
}

/** Pause before a start that was not taken is tried again: 2, 4, 8 s and so on, or what was asked for. */
export const startPauseMs = ({ refusals }: Run, retryAfterMs = 0): number =>
  Math.min(Math.max(2 ** (refusals + 1) * SECOND, retryAfterMs), LONGEST_PAUSE_MS);

export type Ended =
  | { readonly outcome: (typeof OUTCOMES)[number]; readonly note?: string | undefined }
  | { readonly outcome: 'failed'; readonly reason: string; readonly note?: string | undefined };

/** The run with its end. What ended before stays as it was. */
export function ended(run: Run, end: Ended, now: Date): Run {
  if (isOver(run)) return run;
  const { nextAt: _, reason: __, ...rest } = run;
  const note = end.note === undefined ? {} : { note: end.note };
  const finishedAt = now.toISOString();
  return end.outcome === 'failed'
    ? { ...rest, state: 'failed', reason: end.reason, ...note, finishedAt }
    : { ...rest, state: 'done', outcome: end.outcome, ...note, finishedAt };
}

/** The run after a message of the workflow. */
export function reported(run: Run, body: AutomationResultBody, now: Date): Run {
  if (isOver(run)) return run;
  const { outcome, note, executionId } = body;
  const known: Run = executionId === undefined ? run : { ...run, handle: executionId };
  if (outcome === 'running') {
    const { reason: _, ...rest } = known;
    return { ...rest, state: 'running', startedAt: run.startedAt ?? now.toISOString() };
  }
  return outcome === 'failed'
    ? ended(known, { outcome, reason: 'It reported that it failed.', note }, now)
    : ended(known, { outcome, note }, now);
}

/** The event that the automation took the start. `run` is the record before it is saved. */
export const startedEvent = (run: Run, now: Date): RexEvent =>
  newEvent(automationEvents, 'automation.started', { ...happening(run), data: aboutRun(run) }, now);

/** The event that the run has ended. `run` is the record before it is saved. */
export const finishedEvent = (run: Run, now: Date): RexEvent => {
  const { outcome, reason } = run;
  const data = {
    ...aboutRun(run),
    outcome: outcome ?? ('failed' as const),
    ...(reason === undefined ? {} : { reason }),
  };
  return newEvent(automationEvents, 'automation.finished', { ...happening(run), data }, now);
};

const aboutRun = (run: Run) => ({
  automationId: run.automationId,
  missionId: run.missionId,
  runId: runIdOf(run),
});

const happening = ({ workspace, missionId, version, correlationId }: Run) => ({
  about: missionId,
  sequence: version + 1,
  id: `${missionId}:automation:${version + 1}`,
  workspace,
  correlationId,
  actor: REX,
});

export const runView = (run: Run): AutomationRunView => ({
  id: runIdOf(run),
  missionId: run.missionId,
  automationId: run.automationId,
  name: run.name,
  connector: run.connector,
  state: run.state,
  outcome: run.outcome ?? null,
  note: run.note ?? null,
  reason: run.reason ?? null,
  skipped: run.state === 'failed' && run.onFailure === 'skip',
  executionId: run.handle ?? null,
  startedAt: run.startedAt ?? null,
  deadline: run.deadline,
  finishedAt: run.finishedAt ?? null,
});
