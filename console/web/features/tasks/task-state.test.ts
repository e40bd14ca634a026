import { describe, expect, it } from 'vitest';
import type { TaskView } from '../../../../shared/tasks/contract/task.ts';
import { possible } from './task-state.ts';

const task = (is: Partial<TaskView>): TaskView =>
  ({
    status: 'new',
    type: 'seo.audit',
    error: null,
    outcomeUnknown: false,
    undoable: false,
    undoneBy: null,
    ...is,
  }) as TaskView;
const names = (is: Partial<TaskView>): string[] =>
  Object.entries(possible(task(is)))
    .filter(([, may]) => may)
    .map(([name]) => name);

describe('what can be done with a task', () => {
  it('is decided, edited or cancelled before it is done', () => {
    expect(names({ status: 'awaiting_approval' })).toEqual(['decide', 'edit', 'cancel']);
    expect(names({ status: 'in_progress' })).toEqual([]);
  });

  it('is looked at at once where it only waits', () => {
    expect(names({ status: 'new' })).toEqual(['edit', 'cancel']);
    expect(names({ status: 'new', error: 'The limit of the day is reached.' })).toEqual([
      'edit',
      'cancel',
      'retry',
    ]);
  });

  it('says first what came of it, and then may be tried again', () => {
    expect(names({ status: 'escalated', outcomeUnknown: true })).toEqual(['cancel', 'resolve']);
    expect(names({ status: 'failed' })).toEqual(['edit', 'cancel', 'retry']);
  });

  it('leaves to people what people do, and takes back what can be taken back', () => {
    expect(names({ status: 'escalated', type: 'person.do' })).toEqual(['cancel', 'complete']);
    expect(names({ status: 'completed', undoable: true })).toEqual(['undo']);
    expect(names({ status: 'completed', undoable: true, undoneBy: 't_0' })).toEqual([]);
  });
});
