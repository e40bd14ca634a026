import type { TaskDetail } from '../../shared/tasks/contract/routes.ts';
import { effectFacts } from './effect-text.ts';
import { moment } from './terminal/moment.ts';
import { oneLine, renderFacts } from './terminal/table.ts';

/** What a task does, what happened, and what it waits for. */
export function renderTask(task: TaskDetail): string {
  const facts: [string, string][] = [
    ['Task', `${task.id} (${task.status}${task.dryRun ? ', dry run' : ''})`],
    ['Type', task.type],
    ['Title', oneLine(task.title)],
    ['Agent', oneLine(task.agent)],
    ['Due', moment(task.dueAt)],
    ...(task.effect ? effectFacts(task.effect) : []),
    ...(task.approvalId === null ? [] : [['Approval', task.approvalId] satisfies [string, string]]),
    ...(task.result === null ? [] : [['Result', JSON.stringify(task.result)] satisfies [string, string]]),
    ...(task.undoable ? [['Undo', `rex tasks undo ${task.id}`] satisfies [string, string]] : []),
  ];
  return `${renderFacts(facts)}\n\n${task.explanation.map(oneLine).join('\n')}`;
}
