import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { missionSummarySchema } from '../../../../shared/missions/contract/mission.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import type { Column } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { Progress } from './progress.tsx';

export type MissionRow = z.output<typeof missionSummarySchema>;

export const missionColumns: readonly Column<MissionRow>[] = [
  {
    header: 'Mission',
    width: '2fr',
    cell: ({ id, name }) => (
      <Link to="/missions/$id" params={{ id } as never}>
        {name}
      </Link>
    ),
  },
  { header: 'State', width: '7.5rem', cell: ({ state }) => <State of={state} /> },
  {
    header: 'Progress',
    width: '7rem',
    wide: true,
    cell: ({ progress, name }) => <Progress value={progress} label={name} />,
  },
  { header: 'Why', width: '2fr', wide: true, cell: ({ waitingFor, reason }) => waitingFor ?? reason },
  { header: 'Type', width: '1.2fr', wide: true, cell: ({ type }) => wordsOf(type) },
  {
    header: 'Created',
    width: '8rem',
    align: 'end',
    wide: true,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
  { header: 'Priority', width: '4rem', align: 'end', wide: true, cell: ({ priority }) => priority },
];
