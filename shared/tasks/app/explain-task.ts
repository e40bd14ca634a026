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

const planned = ({ effect }: Task): string[] => (effect ? [`It would do this: ${effect.summary}`] : []);

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

function now(task: Task): string {
  const { status, error, lookAt = '', approvalId = '', deliverableUrl, undoneBy } = task;
  switch (status) {
    case 'new':
      return error === undefined ? `It is due at ${lookAt}.` : `${error} It is looked at again at ${lookAt}.`;
    case 'awaiting_approval':
      return `It waits for approval ${approvalId} until ${lookAt}.${error === undefined ? '' : ` ${error}`}`;
    case 'in_progress':
      return task.progress === undefined
        ? `It is being done; without an answer by ${lookAt} the provider is asked.`
        : `It is being done part by part, and goes on at ${lookAt} at the latest.`;
    case 'completed':
      if (task.dryRun) return 'It was rehearsed: nothing was done outside.';
      return `It is done${deliverableUrl ? `: ${deliverableUrl}` : '.'}${undoneBy ? ` Task ${undoneBy} has undone it.` : ''}`;
    default:
      return `It is ${status}. ${error ?? ''}`.trim();
  }
}
