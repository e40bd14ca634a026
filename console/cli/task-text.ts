import * as z from 'zod';
import type { TaskDetail } from '../../shared/tasks/contract/routes.ts';
import { effectFacts } from './effect-text.ts';
import { resultLines } from './result-text.ts';
import { moment } from './terminal/moment.ts';
import { manyLines, oneLine, renderFacts } from './terminal/table.ts';

/** What a task does, what happened, and what it waits for. */
export function renderTask(task: TaskDetail): string {
  const facts: [string, string][] = [
    ['Task', `${task.id} (${task.status}${task.dryRun ? ', dry run' : ''})`],
    ['Type', task.type],
    ['Title', oneLine(task.title)],
    ...(task.description === null
      ? []
      : [['Description', manyLines(task.description)] satisfies [string, string]]),
    ...aboutFacts(task),
    ['Agent', oneLine(task.agent)],
    ['Due', moment(task.dueAt)],
    ...(task.effect ? effectFacts(task.effect) : []),
    ...(task.approvalId === null ? [] : [['Approval', task.approvalId] satisfies [string, string]]),
    ...(task.status === 'awaiting_approval' && task.digest !== null
      ? [['Digest', task.digest] satisfies [string, string]]
      : []),
    ...(task.result === null ? [] : [['Result', resultLines(task.result)] satisfies [string, string]]),
    ...(task.undoable ? [['Undo', `rex tasks undo ${task.id}`] satisfies [string, string]] : []),
  ];
  return `${renderFacts(facts)}\n\n${task.explanation.map(oneLine).join('\n')}`;
}

const aboutSchema = z.object({ about: z.string() });

/** What a person's task is about: another task, or a connection. */
function aboutFacts({ payload }: TaskDetail): [string, string][] {
  const { data } = aboutSchema.safeParse(payload);
  return data ? [['About', oneLine(data.about)]] : [];
}
