import type { TaskStatus, TaskView } from '../../../../shared/tasks/contract/task.ts';
import type { Tone } from '../../ui/badge.tsx';

/** A task that a person does, and no program. */
const PERSON_TYPE = 'person.do';

const TONES: Readonly<Record<TaskStatus, Tone>> = {
  new: 'neutral',
  awaiting_approval: 'warn',
  in_progress: 'info',
  completed: 'good',
  failed: 'bad',
  rejected: 'neutral',
  escalated: 'warn',
  cancelled: 'neutral',
};
export const toneOfTask = (status: TaskStatus): Tone => TONES[status];

/** What can be done with a task as it is now. The API refuses the rest. */
export function possible({ status, type, error, outcomeUnknown, undoable, undoneBy }: TaskView) {
  const isOneOf = (...statuses: readonly TaskStatus[]): boolean => statuses.includes(status);
  const isPerson = type === PERSON_TYPE;
  return {
    decide: isOneOf('awaiting_approval'),
    edit:
      isOneOf('new', 'awaiting_approval', 'failed', 'escalated', 'rejected') && !outcomeUnknown && !isPerson,
    cancel: isOneOf('new', 'awaiting_approval', 'failed', 'escalated'),
    retry:
      (isOneOf('failed', 'escalated', 'rejected') || (isOneOf('new') && error !== null)) &&
      !outcomeUnknown &&
      !isPerson,
    resolve: outcomeUnknown,
    complete: isPerson && isOneOf('escalated'),
    undo: undoable && undoneBy === null,
  };
}
