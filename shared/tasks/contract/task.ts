import * as z from 'zod';
import { effectSchema } from '../../autonomy/contract/effect.ts';
import { VERDICTS } from '../../autonomy/contract/settings.ts';
import { approvalIdSchema, instantSchema, missionIdSchema } from '../../kernel/contract/common.ts';

export const TASK_STATUSES = [
  'new',
  'awaiting_approval',
  'in_progress',
  'completed',
  'failed',
  'rejected',
  'escalated',
  'cancelled',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** The most urgent last. */
export const TASK_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

export const taskIdSchema = z.string().regex(/^t_[0-9a-z]{26}$/, 'a task id looks like t_ and 26 characters');

export const taskTypeSchema = z
  .string()
  .max(60)
  .regex(/^[a-z_]+\.[a-z_]+$/, 'the type of a task looks like seo.audit');

export const taskViewSchema = z
  .object({
    id: taskIdSchema,
    status: z.enum(TASK_STATUSES),
    type: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    agent: z.string().describe('The agent that it is assigned to'),
    priority: z.enum(TASK_PRIORITIES),
    payload: z.unknown(),
    dueAt: instantSchema,
    missionId: missionIdSchema.nullable(),
    createdAt: instantSchema,
    createdBy: z.string(),
    dryRun: z.boolean(),
    attempts: z.number().int(),
    lastAttemptAt: instantSchema.nullable(),
    error: z.string().nullable().describe('Why it waits, failed or was escalated, and what to do'),
    outcomeUnknown: z
      .boolean()
      .describe('Whether it took effect is not known: a person finds out, and says so'),
    effect: effectSchema.nullable().describe('Exactly what it does; null until it was looked at'),
    decision: z
      .object({ verdict: z.enum(VERDICTS), rule: z.string(), because: z.string(), at: instantSchema })
      .nullable()
      .describe('Whether it runs by itself, and the rule that says so'),
    requiresApproval: z.boolean(),
    approvalId: approvalIdSchema.nullable(),
    approvedBy: z.string().nullable(),
    approvedAt: instantSchema.nullable(),
    rejectedBy: z.string().nullable(),
    rejectedAt: instantSchema.nullable(),
    rejectedReason: z.string().nullable(),
    editedBy: z.string().nullable().describe('A member changed what the agent had proposed'),
    deliverableUrl: z.string().nullable(),
    providerId: z.string().nullable(),
    result: z.unknown().nullable(),
    completedAt: instantSchema.nullable(),
    undoable: z.boolean(),
    undoes: taskIdSchema.nullable(),
    undoneBy: taskIdSchema.nullable(),
  })
  .meta({ id: 'Task' });
export type TaskView = z.infer<typeof taskViewSchema>;
