import { RexError } from '../../../kernel/errors.ts';
import { REX } from '../../../kernel/events.ts';
import { derivedId } from '../../../kernel/ids.ts';
import type { Work } from '../../../seats/domain/work.ts';
import { askPerson } from '../../../tasks/app/ask-person.ts';
import { cancelTask, completeTask } from '../../../tasks/app/change-task.ts';
import { PERSON_TYPE } from '../../../tasks/domain/person-task.ts';
import type { Task } from '../../../tasks/domain/task.ts';
import { taskOf } from './change-task.ts';
import type { GiveDeps } from './deps.ts';

/**
 * Gives the executor the task of a work, under a name that the work gives: a repeat finds the one that is there.
 * @returns its id
 * @throws RexError NOT_FOUND, VALIDATION_FAILED for an agent that is no longer there or takes another input
 */
export async function giveToExecutor(deps: GiveDeps, work: Work): Promise<string> {
  const { workspace, id } = work;
  const { title, assignee, input, note, dueOn, plan } = taskOf(work);
  const cause = { actor: REX, correlationId: id };
  if (assignee.kind === 'agent') {
    const { orderRun } = await import('../../../guilds/app/order-run.ts');
    const asked = {
      workspace,
      name: assignee.id,
      input: input ?? {},
      idempotencyKey: keyOf(work),
      cause,
    };
    return (await orderRun(deps, asked)).id;
  }
  const task = personTaskId(work);
  await askPerson(deps, {
    workspace,
    id: task,
    title,
    description: `For ${assignee.id}, until ${dueOn}, in the plan ${plan}.${note === null ? '' : `\n\n${note}`}`,
    payload: { about: id },
    missionId: undefined,
    error: 'Do it, and say so: "rex tasks complete".',
  });
  return task;
}

const keyOf = ({ id }: Work): string => `strategos:${id}`;

const personTaskId = ({ workspace, id, createdAt }: Work): string =>
  derivedId('t', new Date(createdAt), `strategos ${workspace} ${id}`);

/** The task of the executor, also where the work was changed after it was given and before that was written. */
async function executorTaskOf({ tasks }: Pick<GiveDeps, 'tasks'>, work: Work): Promise<Task | undefined> {
  const { workspace } = work;
  const { executorTask, assignee } = taskOf(work);
  return executorTask === null && assignee.kind === 'agent'
    ? tasks.ofRequest(workspace, keyOf(work))
    : tasks.get({ workspace, id: executorTask ?? personTaskId(work) });
}

/** Ends the task of the executor with the work, where it is still open. What runs already ends by itself. */
export async function endAtExecutor(deps: GiveDeps, work: Work): Promise<void> {
  const { log } = taskOf(work);
  const cause = { actor: REX, correlationId: work.id };
  const said = log.at(-1);
  const reason = `${said?.by ?? REX.id} said that it is ${work.state}.`;
  const task = await executorTaskOf(deps, work);
  if (!task) return;
  const ref = { workspace: work.workspace, id: task.id };
  try {
    if (work.state === 'completed' && task.type === PERSON_TYPE)
      await completeTask(deps, ref, said?.note ?? reason, cause);
    else await cancelTask(deps, ref, reason, cause);
  } catch (error) {
    // It is over, or under way.
    if (!(error instanceof RexError && error.code === 'CONFLICT')) throw error;
  }
}
