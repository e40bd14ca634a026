import * as z from 'zod';
import { DAILY_LIMITS } from '../../autonomy/contract/settings.ts';
import {
  idempotencyKeySchema,
  instantSchema,
  lineText,
  missionIdSchema,
  pageQuerySchema,
  plainText,
} from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, APPROVERS, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { TASK_PRIORITIES, TASK_STATUSES, taskIdSchema, taskTypeSchema, taskViewSchema } from './task.ts';

export const createTaskBodySchema = z.strictObject({
  type: taskTypeSchema.describe('Such as seo.audit; GET /api/tasks/types lists them'),
  title: lineText({ max: 200 }),
  description: plainText({ max: 2_000 }).optional(),
  agent: lineText({ max: 60 }).optional(),
  priority: z.enum(TASK_PRIORITIES).default('normal'),
  payload: z.record(z.string(), z.unknown()),
  dueAt: instantSchema.optional().describe('It is not executed before: at most a year from now'),
  missionId: missionIdSchema.optional(),
  dryRun: z.boolean().default(false).describe('true: everything happens but the effect'),
});

const taskDetailSchema = taskViewSchema.extend({
  digest: z.string().nullable().describe('Of `effect`; send it back to approve exactly that'),
  explanation: z.array(z.string()).describe('What happened and what it waits for, in whole sentences'),
  snapshots: z.array(
    z.object({
      number: z.number().int().describe('Of the claim: the same before and after it'),
      when: z.enum(['before', 'after']),
      at: instantSchema,
      state: z.unknown(),
    }),
  ),
});
export type TaskDetail = z.infer<typeof taskDetailSchema>;

const executorStatusSchema = z
  .object({
    status: z.enum(['running', 'paused', 'disabled']),
    enabled: z.boolean(),
    dry_run: z.boolean(),
    schedule: z.string(),
    last_run: z
      .object({ at: instantSchema, taken: z.number().int() })
      .nullable()
      .describe('The last one that found tasks'),
    counts: z.record(z.enum(TASK_STATUSES), z.number().int()).describe('Of the newest 1,000 tasks'),
    limits: z.array(
      z.object({
        name: z.enum(DAILY_LIMITS),
        used: z.number().int(),
        most: z.number().int(),
        left: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'ExecutorStatus' });
export type ExecutorStatus = z.infer<typeof executorStatusSchema>;

/** An outside scheduler may look at the executor and run it, and may do nothing else. */
const ADMINS_AND_CRON = [...ADMINS, 'cron'] as const;

const params = z.object({ id: taskIdSchema });
const approvalOfTaskSchema = z
  .object({
    taskId: taskIdSchema,
    requiresApproval: z.boolean(),
    status: z.enum(TASK_STATUSES),
    approvalId: z.string().nullable(),
    digest: z.string().nullable().describe('Of exactly what it would do; send it back to approve'),
    effect: taskViewSchema.shape.effect,
    approvedBy: z.string().nullable(),
    rejectedBy: z.string().nullable(),
    rejectedReason: z.string().nullable(),
  })
  .meta({ id: 'ApprovalOfTask' });
export type ApprovalOfTask = z.infer<typeof approvalOfTaskSchema>;

const approvalStatus = (operationId: string, path: string) =>
  ({
    operationId,
    method: 'GET',
    path,
    summary: 'Whether a task waits for a decision, over exactly what, and who decided.',
    roles: ANYONE,
    params,
    success: { status: 200, schema: approvalOfTaskSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  }) as const;

export const taskRoutes = routes({
  executorStatus: {
    operationId: 'executorStatus',
    method: 'GET',
    path: '/api/cron/tasks/execute',
    summary: 'Whether tasks are executed, what the last run took, and what is left of the limits of the day.',
    roles: ADMINS_AND_CRON,
    success: { status: 200, schema: executorStatusSchema },
    errors: [],
  },
  executeTasks: {
    operationId: 'executeTasks',
    method: 'POST',
    path: '/api/cron/tasks/execute',
    summary: 'Run the executor now: it takes the tasks that are due, the most urgent first, ten at most.',
    roles: ADMINS_AND_CRON,
    success: {
      status: 202,
      schema: z.object({ enabled: z.boolean(), taken: z.array(taskIdSchema) }),
    },
    errors: [],
  },
  listTaskTypes: {
    operationId: 'listTaskTypes',
    method: 'GET',
    path: '/api/tasks/types',
    summary: 'The types of tasks, with the JSON Schema of their payloads and an example of each.',
    roles: ANYONE,
    success: {
      status: 200,
      schema: z.object({
        types: z.array(
          z.object({
            type: z.string(),
            summary: z.string(),
            agent: z.string(),
            payload: z.record(z.string(), z.unknown()),
            example: z.unknown(),
          }),
        ),
      }),
    },
    errors: [],
  },
  createTask: {
    operationId: 'createTask',
    method: 'POST',
    path: '/api/tasks',
    summary:
      'Create a task. It is looked at when it is due: what exactly it would do, and whether that runs by itself or waits for an approval.',
    roles: OPERATORS,
    headers: z.object({ 'idempotency-key': idempotencyKeySchema.optional() }),
    body: createTaskBodySchema,
    success: { status: 202, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'IDEMPOTENCY_MISMATCH'],
  },
  listTasks: {
    operationId: 'listTasks',
    method: 'GET',
    path: '/api/tasks',
    summary: 'Tasks, newest first. A page of a filtered list may be short.',
    roles: ANYONE,
    query: pageQuerySchema.extend({ status: z.enum(TASK_STATUSES).optional() }),
    success: {
      status: 200,
      schema: z.object({ tasks: z.array(taskViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  getTask: {
    operationId: 'getTask',
    method: 'GET',
    path: '/api/tasks/{id}',
    summary: 'A task with how things were before and after, and what happened or what it waits for.',
    roles: ANYONE,
    params,
    success: { status: 200, schema: taskDetailSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  editTask: {
    operationId: 'editTask',
    method: 'PATCH',
    path: '/api/tasks/{id}',
    summary: 'Change what a task is to do before it is done. What was approved is void.',
    roles: OPERATORS,
    params,
    body: z.strictObject({ payload: z.record(z.string(), z.unknown()) }),
    success: { status: 200, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  approvalOfTask: approvalStatus('approvalOfTask', '/api/tasks/{id}/approve'),
  approveTask: {
    operationId: 'approveTask',
    method: 'POST',
    path: '/api/tasks/{id}/approve',
    summary: 'Approve exactly what the digest binds. A second decision is refused.',
    roles: APPROVERS,
    params,
    body: z.strictObject({ digest: z.string().max(100) }),
    success: { status: 200, schema: approvalOfTaskSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  rejectionOfTask: approvalStatus('rejectionOfTask', '/api/tasks/{id}/reject'),
  rejectTask: {
    operationId: 'rejectTask',
    method: 'POST',
    path: '/api/tasks/{id}/reject',
    summary: 'Reject a task: it is not done.',
    roles: APPROVERS,
    params,
    body: z.strictObject({ reason: plainText({ max: 500 }) }),
    success: { status: 200, schema: approvalOfTaskSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  cancelTask: {
    operationId: 'cancelTask',
    method: 'POST',
    path: '/api/tasks/{id}/cancel',
    summary: 'Cancel a task that is not being done.',
    roles: OPERATORS,
    params,
    body: z.strictObject({ reason: plainText({ max: 500 }) }),
    success: { status: 200, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  retryTask: {
    operationId: 'retryTask',
    method: 'POST',
    path: '/api/tasks/{id}/retry',
    summary:
      'Try a task again that failed, was rejected or needs a person, or look at once at one that waits for a limit of the day or a server.',
    roles: OPERATORS,
    params,
    success: { status: 200, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  resolveTask: {
    operationId: 'resolveTask',
    method: 'POST',
    path: '/api/tasks/{id}/resolve',
    summary: 'Say whether a task took effect of which that is not known. Rex never does it again by itself.',
    roles: OPERATORS,
    params,
    body: z.strictObject({ outcome: z.enum(['done', 'not_done']) }),
    success: { status: 200, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  completeTask: {
    operationId: 'completeTask',
    method: 'POST',
    path: '/api/tasks/{id}/complete',
    summary: 'Say that you have done a task of type person.do, which Rex gives to people.',
    roles: OPERATORS,
    params,
    body: z.strictObject({ note: plainText({ max: 2_000 }).optional() }),
    success: { status: 200, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  undoTask: {
    operationId: 'undoTask',
    method: 'POST',
    path: '/api/tasks/{id}/undo',
    summary: 'Take back what a task did, by a task of its own. A repeat gives the same one.',
    roles: OPERATORS,
    params,
    success: { status: 202, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
});
