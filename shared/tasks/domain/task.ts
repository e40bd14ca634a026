import * as z from 'zod';
import { VERDICTS } from '../../autonomy/contract/settings.ts';
import { effectRecordSchema } from '../../autonomy/domain/effect.ts';
import { addMs, MINUTE } from '../../kernel/clock.ts';
import {
  approvalIdSchema,
  instantSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { readUnknownAs, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { taskEvents } from '../contract/events.ts';
import { TASK_PRIORITIES, TASK_STATUSES, taskIdSchema } from '../contract/task.ts';
import { statusAfter, type TaskChange } from './transitions.ts';

/** A work item: what should be done, exactly what that would do, whether it may, and what became of it. */
export const taskSchema = z.object({
  workspace: workspaceIdSchema,
  id: taskIdSchema,
  version: z.number().int().min(1),
  status: refuseUnknown(z.enum(TASK_STATUSES)),
  type: z.string(),
  title: z.string(),
  description: z.string().optional(),
  agent: z.string(),
  priority: readUnknownAs(z.enum(TASK_PRIORITIES), 'normal'),
  payload: z.unknown(),
  missionId: missionIdSchema.optional(),
  createdAt: instantSchema,
  createdBy: z.string(),
  /** Of the request, so that a repeat of its Idempotency-Key is known. */
  requestHash: z.string().optional(),
  dryRun: z.boolean(),
  /** Why it was only rehearsed. */
  dryRunOf: z.string().optional(),
  /** When it may be executed first. */
  dueAt: instantSchema,
  /** When the executor looks at it next; absent when only a person goes on with it. */
  lookAt: instantSchema.optional(),
  attempts: z.number().int().min(0),
  lastAttemptAt: instantSchema.optional(),
  error: z.string().optional(),
  effect: effectRecordSchema.optional(),
  decision: z
    .object({
      verdict: refuseUnknown(z.enum(VERDICTS)),
      rule: z.string(),
      because: z.string(),
      at: instantSchema,
    })
    .optional(),
  approvalId: approvalIdSchema.optional(),
  /** Digest of the effect that was approved. */
  approvedDigest: z.string().optional(),
  approvedBy: z.string().optional(),
  approvedAt: instantSchema.optional(),
  rejectedBy: z.string().optional(),
  rejectedAt: instantSchema.optional(),
  rejectedReason: z.string().optional(),
  /** Since the agent proposed it. */
  editedBy: z.string().optional(),
  /** Stays after the effect was claimed; whoever claimed it has until `until` to settle it. */
  claim: z
    .object({
      attempt: z.number().int(),
      /** Greater than that of any earlier claim. */
      number: z.number().int(),
      digest: z.string(),
      at: instantSchema,
      until: instantSchema,
      /** The limit of the day in which it counts, beside that of all tasks. */
      limit: z.string().optional(),
      /** What no other task may change before this one is settled. */
      holds: z.string().optional(),
    })
    .optional(),
  /** How far the handler is with an effect of many parts, while it is being done. */
  progress: z.unknown().optional(),
  /** Whether the claimed effect took place is not known. */
  outcomeUnknown: z.boolean().default(false),
  deliverableUrl: z.string().optional(),
  providerId: z.string().optional(),
  result: z.unknown().optional(),
  completedAt: instantSchema.optional(),
  /** What undoing it needs to know of it. Absent: it cannot be undone. */
  undo: z.unknown().optional(),
  undoes: taskIdSchema.optional(),
  /** The person's task, while it is escalated. */
  personTaskId: taskIdSchema.optional(),
  undoneBy: taskIdSchema.optional(),
});
export type Task = z.infer<typeof taskSchema>;

/** Tries after which a person has to take it up. */
export const MOST_ATTEMPTS = 3;
/** Longer than any call of a provider: after it, whoever claimed is dead. */
export const CLAIM_MS = 5 * MINUTE;
/** Before the second try, then twice that. */
const FIRST_BACKOFF_MS = 2 * MINUTE;

/** The task after a change, and what else changes with it. @throws RexError CONFLICT */
export const changed = (task: Task, change: TaskChange, fields: Partial<Task> = {}): Task => ({
  ...task,
  lookAt: undefined,
  personTaskId: undefined,
  progress: undefined,
  ...fields,
  status: statusAfter(task.status, change),
});

const LONGEST_ERROR = 1_000;
const shortened = (reason: string): string => reason.slice(0, LONGEST_ERROR);

/** A try failed, and nothing was done outside: it is tried again later, and a person is asked after the last. */
export function failedTry(task: Task, reason: string, now: Date, retryAt?: Date): Task {
  const attempts = task.claim?.attempt === task.attempts ? task.attempts : task.attempts + 1;
  const fields = { attempts, lastAttemptAt: now.toISOString(), error: shortened(reason), claim: undefined };
  if (attempts >= MOST_ATTEMPTS) return changed(task, 'escalate', fields);
  const later = addMs(now, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
  const lookAt = retryAt && retryAt > later ? retryAt : later;
  return changed(task, 'tryAgain', { ...fields, lookAt: lookAt.toISOString() });
}

/** It can never succeed as it is. */
export const refusedTry = (task: Task, reason: string): Task =>
  changed(task, 'fail', { error: shortened(reason), claim: undefined });

/** It was claimed, and nobody knows whether it took place: a person finds out. Rex never does it again by itself. */
export const unknownTry = (task: Task, reason: string): Task =>
  changed(task, 'escalate', {
    outcomeUnknown: true,
    error: shortened(
      `It is not known whether this took effect: ${reason} Find out, and run "rex tasks resolve ${task.id}".`,
    ),
  });

/** Something other than a fault keeps it: a limit of the day, a pause. No try is counted. */
export const waiting = (task: Task, reason: string, until: Date): Task =>
  changed(task, 'wait', { error: shortened(reason), lookAt: until.toISOString() });

export const claimed = (
  task: Task,
  { digest, limit, holds }: Pick<NonNullable<Task['claim']>, 'digest' | 'limit' | 'holds'>,
  now: Date,
): Task =>
  changed(task, 'claim', {
    attempts: task.attempts + 1,
    lastAttemptAt: now.toISOString(),
    error: undefined,
    claim: {
      attempt: task.attempts + 1,
      number: task.version,
      digest,
      at: now.toISOString(),
      until: addMs(now, CLAIM_MS).toISOString(),
      limit,
      holds,
    },
    lookAt: addMs(now, CLAIM_MS).toISOString(),
  });

/** Between two parts of its effect: the next is done at `lookAt`. */
export const wentOn = (task: Task, progress: unknown, lookAt: Date): Task =>
  changed(task, 'goOn', { progress, lookAt: lookAt.toISOString() });

/** A part of its effect is about to be done, by whoever saves this. */
export const partClaimed = (task: Task, progress: unknown, now: Date): Task =>
  wentOn(task, progress, addMs(now, CLAIM_MS));

/** An event about a task that is about to be saved: its sequence is the version that it gets. */
export const taskEvent = (
  next: Task,
  change: TaskChange | 'create',
  { actor, correlationId }: Cause,
  now: Date,
): RexEvent =>
  newEvent(
    taskEvents,
    'task.changed',
    {
      about: next.id,
      sequence: change === 'create' ? 1 : next.version + 1,
      workspace: next.workspace,
      correlationId,
      actor,
      data: {
        change,
        type: next.type,
        title: next.title,
        status: next.status,
        priority: next.priority,
        agent: next.agent,
        dryRun: next.dryRun,
        rule: next.decision?.rule ?? null,
        attempts: next.attempts,
        error: next.error ?? null,
        missionId: next.missionId ?? null,
      },
    },
    now,
  );
