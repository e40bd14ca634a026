import type { z } from 'zod';
import { type Clock, DAY, latest } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import { newId } from '../../kernel/ids.ts';
import { checkIdempotencyKey } from '../../platform/idempotency-key.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import type { createTaskBodySchema } from '../contract/routes.ts';
import type { TaskTypes } from '../contract/task-type.ts';
import { type Task, taskEvent } from '../domain/task.ts';
import { checkPayload, typeOf } from './check-payload.ts';
import type { TaskQueue, TaskStore } from './ports/tasks.ts';

export interface CreateTaskDeps {
  readonly tasks: TaskStore;
  readonly taskQueue: TaskQueue;
  readonly types: TaskTypes;
  readonly clock: Clock;
}

export interface CreateTask {
  readonly workspace: string;
  readonly body: z.infer<typeof createTaskBodySchema>;
  readonly idempotencyKey: string | undefined;
  readonly cause: Cause;
}

/** Later than that is a slip of the pen. */
const LATEST_DUE_MS = 366 * DAY;

/**
 * Stores a task, then queues it if it is due. After a death in between the executor finds it.
 * @throws RexError VALIDATION_FAILED, IDEMPOTENCY_MISMATCH
 */
export async function createTask(deps: CreateTaskDeps, input: CreateTask): Promise<Task> {
  const { workspace, body, cause } = input;
  const key = checkIdempotencyKey(input.idempotencyKey);
  const type = typeOf(deps.types, body.type);
  const now = deps.clock.now();
  const dueAt = body.dueAt ?? now.toISOString();
  if (Date.parse(dueAt) > now.getTime() + LATEST_DUE_MS)
    throw new RexError('VALIDATION_FAILED', 'The task would be done in more than a year.', {
      fields: [{ path: 'body.dueAt', message: 'is more than a year from now' }],
    });
  const task: Task = {
    workspace,
    id: newId('t', now),
    version: 1,
    status: 'new',
    type: body.type,
    title: body.title,
    description: body.description,
    agent: body.agent ?? type.agent,
    priority: body.priority,
    payload: checkPayload(type, body.payload),
    missionId: body.missionId,
    createdAt: now.toISOString(),
    createdBy: cause.actor.id,
    dryRun: body.dryRun,
    dueAt,
    lookAt: latest(now, new Date(dueAt)).toISOString(),
    attempts: 0,
    outcomeUnknown: false,
  };
  const request = key === undefined ? undefined : { key, hash: sha256(JSON.stringify(body)) };
  const created = await store(deps, { ...task, requestHash: request?.hash }, key, cause, now);
  if (dueAt <= now.toISOString() && created.status === 'new')
    await deps.taskQueue.send([{ workspace, id: created.id }]);
  return created;
}

async function store(
  { tasks }: CreateTaskDeps,
  task: Task,
  key: string | undefined,
  cause: Cause,
  now: Date,
): Promise<Task> {
  try {
    await tasks.create(task, [taskEvent(task, 'create', cause, now)], key);
    return task;
  } catch (error) {
    const known =
      isConflict(error) && key !== undefined ? await tasks.ofRequest(task.workspace, key) : undefined;
    if (!known) throw error;
    if (known.requestHash === task.requestHash) return known;
    throw new RexError('IDEMPOTENCY_MISMATCH', 'This Idempotency-Key was used for another request.');
  }
}
