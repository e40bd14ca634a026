import { Link } from '@tanstack/react-router';
import type { RosterRunView } from '../../../../shared/guilds/contract/guilds.ts';
import { Who } from '../../app/who.tsx';
import { State } from '../../ui/badge.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { toneOfTask } from '../tasks/task-state.ts';

const agent: Column<RosterRunView> = {
  header: 'Agent',
  width: '2fr',
  cell: ({ agent: name }) => (
    <Link to="/roster/$name" params={{ name } as never}>
      {name}
    </Link>
  ),
};
const columns: readonly Column<RosterRunView>[] = [
  {
    header: 'Status',
    width: '8rem',
    cell: ({ status }) => <State of={status} tone={toneOfTask(status)} />,
  },
  {
    header: 'Task',
    width: '4.5rem',
    wide: true,
    cell: ({ task }) => (
      <Link to="/tasks/$id" params={{ id: task } as never}>
        Its task
      </Link>
    ),
  },
  {
    header: 'Made by',
    width: '5rem',
    wide: true,
    cell: ({ by }) => (by === null ? '–' : by === 'rules' ? 'Rules' : 'A model'),
  },
  {
    header: 'Ordered',
    width: '7rem',
    align: 'end',
    wide: true,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
  { header: 'By', width: '1fr', wide: true, cell: ({ createdBy }) => <Who is={createdBy} /> },
  {
    header: 'Why there is no result',
    width: '2fr',
    wide: true,
    cell: ({ error }) => <span title={error ?? undefined}>{error ?? '–'}</span>,
  },
];
const result: Column<RosterRunView> = {
  header: 'Result',
  width: '4.5rem',
  cell: ({ task, agent: name }) => (
    <Link to="/roster/$name" params={{ name } as never} search={{ run: task } as never}>
      Show it
    </Link>
  ),
};

interface RunsProps {
  readonly runs: readonly RosterRunView[];
  readonly label: string;
  /** Where they are of more than one agent. */
  readonly withAgent?: boolean;
  readonly current?: string | undefined;
}

/** Runs of agents of the roster: each is a task, and has its result on the page of the agent. */
export function Runs({ runs, label, withAgent = false, current }: RunsProps) {
  return (
    <Table
      label={label}
      columns={withAgent ? [agent, { ...result, wide: true }, ...columns] : [result, ...columns]}
      rows={runs}
      keyOf={({ task }) => task}
      hrefOf={({ agent: name, task }) => `/roster/${name}?run=${task}`}
      isCurrent={({ task }) => task === current}
    />
  );
}
