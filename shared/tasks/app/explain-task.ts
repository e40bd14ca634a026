import { PERSON_TYPE } from '../domain/person-task.ts';
import type { Task } from '../domain/task.ts';

/** Whether tasks are executed at all. */
export interface Executor {
  /** Of the deployment. */
  readonly enabled: boolean;
  /** Of the workspace. */
  readonly paused: boolean;
}

/** What happened to a task and what it waits for, in whole sentences, in the order in which it happened. */
export function explainTask(task: Task, executor: Executor): string[] {
  return [
    created(task),
    ...planned(task),
    ...decided(task),
    ...tried(task),
    now(task),
    ...held(task, executor),
  ];
}

const OPEN: readonly Task['status'][] = ['new', 'awaiting_approval', 'in_progress'];

function held({ status }: Task, { enabled, paused }: Executor): string[] {
  if (!OPEN.includes(status)) return [];
  if (!enabled) return ['Nothing is executed: this deployment has ENABLE_AUTO_EXECUTION off.'];
  return paused ? ['Nothing is executed while the workspace is paused. "rex resume" lets it go on.'] : [];
}

const created = ({ createdBy, createdAt, agent, undoes, editedBy }: Task): string =>
  `${createdBy} created it at ${createdAt} for ${agent}${undoes ? ` to undo ${undoes}` : ''}.${editedBy ? ` ${editedBy} changed it.` : ''}`;

const planned = ({ effect, status, dryRun }: Task): string[] => {
  if (!effect) return [];
  const does = status === 'completed' && !dryRun ? 'It was to do this' : 'It would do this';
  return [`${does}: ${effect.summary}`];
};

function decided(task: Task): string[] {
  const { decision, approvedBy, approvedAt, rejectedBy, rejectedReason } = task;
  if (!decision) return [];
  const rehearsed = task.dryRun && task.status === 'completed';
  const verdict = {
    run: 'It may run by itself',
    ask: rehearsed ? 'Done for real, it has to be approved' : 'It has to be approved',
    forbid: 'It is forbidden',
  }[decision.verdict];
  return [
    `${verdict} (${decision.rule}): ${decision.because}`,
    ...(approvedBy === undefined ? [] : [`${approvedBy} approved exactly this at ${approvedAt ?? ''}.`]),
    ...(rejectedBy === undefined ? [] : [`${rejectedBy} rejected it: ${rejectedReason ?? ''}`]),
  ];
}

const tried = ({ attempts, lastAttemptAt }: Task): string[] =>
  attempts === 0
    ? []
    : [`It was tried ${attempts === 1 ? 'once' : `${attempts} times`}, last at ${lastAttemptAt ?? ''}.`];

/** What it is, and what a person can do about it. */
function now(task: Task): string {
  const { id, error, lookAt = '', approvalId = '', outcomeUnknown } = task;
  const why = error === undefined ? '' : ` ${error}`;
  switch (task.status) {
    case 'new':
      return error === undefined
        ? `It is due at ${lookAt}.`
        : `${error} It is looked at again at ${lookAt}; at once: "rex tasks retry ${id}".`;
    case 'awaiting_approval':
      return `It waits for approval ${approvalId} until ${lookAt}.${why} To decide: "rex tasks approve ${id}", or "rex tasks reject ${id} --reason TEXT".`;
    case 'in_progress':
      return task.progress === undefined
        ? `It is being done; without an answer by ${lookAt} the provider is asked.`
        : `It is being done part by part, and goes on at ${lookAt} at the latest.`;
    case 'completed':
      return completed(task);
    case 'failed':
      return `It has failed.${why} When that has changed: "rex tasks retry ${id}"${orEdit(task)}.`;
    case 'rejected':
      return `It is rejected, and nothing was done.${why} To have it looked at anew: "rex tasks retry ${id}"${orEdit(task)}.`;
    case 'escalated':
      if (task.type === PERSON_TYPE)
        return `A person does this.${why} Once it is done: "rex tasks complete ${id}"; to leave it: "rex tasks cancel ${id} --reason TEXT".`;
      return outcomeUnknown
        ? `A person has to find out what became of it.${why}`
        : `A person has to take it up.${why} To have it tried again: "rex tasks retry ${id}"${orEdit(task)}; to leave it: "rex tasks cancel ${id} --reason TEXT".`;
    case 'cancelled':
      return `It is cancelled, and nothing more is done.${why}`;
  }
}

/** What an undo does follows from what was done. */
const orEdit = ({ id, undoes }: Task): string =>
  undoes === undefined ? `, or with another payload "rex tasks edit ${id} --payload FILE"` : '';

function completed({ dryRun, dryRunOf, deliverableUrl, undoneBy }: Task): string {
  if (dryRun)
    return `It was rehearsed: nothing was done outside${dryRunOf === undefined ? '' : `, by the dry run of ${dryRunOf}`}. To have it done, create it again without a dry run.`;
  const undone = undoneBy ? ` Task ${undoneBy} has undone it.` : '';
  return `It is done${deliverableUrl ? `: ${deliverableUrl}` : '.'}${undone}`;
}
