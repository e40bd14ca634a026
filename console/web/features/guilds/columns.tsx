import { Link } from '@tanstack/react-router';
import type { GuildView } from '../../../../shared/guilds/contract/guilds.ts';
import { count } from '../../format/numbers.ts';
import { wordsOf } from '../../ui/badge.tsx';
import type { Column } from '../../ui/table.tsx';
import { Used } from '../../ui/used.tsx';

export const guildColumns: readonly Column<GuildView>[] = [
  {
    header: 'Guild',
    width: '7rem',
    cell: ({ name }) => (
      <Link to="/guilds/$guild" params={{ guild: name } as never}>
        {wordsOf(name)}
      </Link>
    ),
  },
  { header: 'What it is for', width: '2fr', wide: true, cell: ({ purpose }) => purpose },
  {
    header: 'Runs today',
    width: '7.5rem',
    cell: ({ name, resources }) => (
      <Used label={`Runs today of ${name}`} value={resources.runsToday} of={resources.runsADay} />
    ),
  },
  {
    header: 'With a model',
    width: '7.5rem',
    wide: true,
    cell: ({ name, resources }) => (
      <Used
        label={`Runs today of ${name} that may ask a model`}
        value={resources.modelRunsToday}
        of={resources.modelRunsADay}
      />
    ),
  },
  { header: 'Done', width: '4rem', align: 'end', cell: ({ performance }) => count(performance.tasks.done) },
  {
    header: 'Failed',
    width: '4rem',
    align: 'end',
    cell: ({ performance }) => count(performance.tasks.failed),
  },
  { header: 'Agents', width: '4.5rem', align: 'end', wide: true, cell: ({ agents }) => count(agents.length) },
  { header: 'People', width: '4.5rem', align: 'end', wide: true, cell: ({ people }) => count(people.length) },
];
