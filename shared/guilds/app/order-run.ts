import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { fieldProblems, invalid } from '../../platform/field-problems.ts';
import { type CreateTaskDeps, createTask } from '../../tasks/app/create-task.ts';
import type { Task } from '../../tasks/domain/task.ts';
import { agentRunType } from '../contract/tasks.ts';
import { ROSTER } from '../domain/roster.ts';

/**
 * Orders a run of an agent, as a task that is executed as any other.
 * @throws RexError NOT_FOUND, VALIDATION_FAILED, IDEMPOTENCY_MISMATCH
 */
export function orderRun(
  deps: Omit<CreateTaskDeps, 'types'>,
  of: {
    readonly workspace: string;
    readonly name: string;
    readonly input: Readonly<Record<string, unknown>>;
    readonly idempotencyKey: string | undefined;
    readonly cause: Cause;
  },
): Promise<Task> {
  const { workspace, name, input, idempotencyKey, cause } = of;
  const agent = ROSTER.get(name);
  if (!agent) throw new RexError('NOT_FOUND', `There is no agent ${name} in the roster.`);
  const parsed = agent.does.input.safeParse(input);
  if (!parsed.success)
    throw invalid(`The input is not one of ${name}`, fieldProblems(parsed.error, 'body.input'));
  const body = {
    type: agentRunType.type,
    title: `Run of ${name}`,
    agent: name,
    priority: 'normal',
    payload: { agent: name, input },
    dryRun: false,
  } as const;
  const types = new Map([[agentRunType.type, agentRunType]]);
  return createTask({ ...deps, types }, { workspace, body, idempotencyKey, cause });
}
