import { Link } from '@tanstack/react-router';
import type { TaskView } from '../../../../shared/tasks/contract/task.ts';
import { usd } from '../../format/numbers.ts';
import { Badge, State, wordsOf } from '../../ui/badge.tsx';
import type { Column } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { toneOfTask } from './task-state.ts';

export const taskColumns: readonly Column<TaskView>[] = [
  {
    header: 'Task',
    width: '2.5fr',
    cell: ({ id, title, dryRun }) => (
      <>
        <Link to="/tasks/$id" params={{ id } as never}>
          {title}
        </Link>{' '}
        {dryRun ? <Badge>Dry run</Badge> : null}
      </>
    ),
  },
  {
    header: 'Status',
    width: '9.5rem',
    cell: ({ status, outcomeUnknown }) =>
      outcomeUnknown ? (
        <Badge tone="bad">Outcome unknown</Badge>
      ) : (
        <State of={status} tone={toneOfTask(status)} />
      ),
  },
  { header: 'Type', width: '1fr', wide: true, cell: ({ type }) => <code>{type}</code> },
  { header: 'Agent', width: '5.5rem', wide: true, cell: ({ agent }) => agent },
  { header: 'Priority', width: '5rem', wide: true, cell: ({ priority }) => wordsOf(priority) },
  {
    header: 'Cost',
    width: '5rem',
    align: 'end',
    wide: true,
    cell: ({ effect }) => (effect === null ? '–' : usd(effect.costUsd)),
  },
  { header: 'Due', width: '8rem', align: 'end', wide: true, cell: ({ dueAt }) => <Time at={dueAt} /> },
];
