import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { agentRoutes } from '../../../../shared/coordination/contract/routes.ts';
import { duration } from '../../format/times.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import { Empty } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';

export type Run = z.output<typeof agentRoutes.agentsStatus.success.schema>['latest'][number];

const columns: readonly Column<Run>[] = [
  { header: 'Agent', width: '1.4fr', cell: ({ agent }) => agent },
  {
    header: 'Step',
    width: '1.2fr',
    cell: ({ step, part }) => (part === null ? wordsOf(step) : `${wordsOf(step)} (${part})`),
  },
  { header: 'Outcome', width: '5.5rem', cell: ({ outcome }) => <State of={outcome} /> },
  {
    header: 'Mission',
    width: '1fr',
    wide: true,
    cell: ({ missionId }) => (
      <Link to="/missions/$id" params={{ id: missionId } as never}>
        …{missionId.slice(-8)}
      </Link>
    ),
  },
  {
    header: 'Error',
    width: '1.6fr',
    wide: true,
    cell: ({ error }) => <span title={error ?? ''}>{error}</span>,
  },
  { header: 'Took', width: '5rem', align: 'end', wide: true, cell: ({ durationMs }) => duration(durationMs) },
  { header: 'When', width: '7rem', align: 'end', cell: ({ at }) => <Time at={at} /> },
];

/** The latest steps that agents did. */
export const LatestRuns = ({ runs }: { readonly runs: readonly Run[] }) =>
  runs.length === 0 ? (
    <Empty title="No agent has worked yet">They work when a mission runs. Create one to see them here.</Empty>
  ) : (
    <Table
      label="Latest work of the agents"
      columns={columns}
      rows={runs}
      keyOf={({ missionId, step, part, at }) => `${missionId} ${step} ${part} ${at}`}
    />
  );
