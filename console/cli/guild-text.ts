import type { GuildView } from '../../shared/guilds/contract/guilds.ts';
import { renderTable } from './terminal/table.ts';

export const renderGuilds = (guilds: readonly GuildView[]): string =>
  renderTable(guilds, [
    { title: 'Guild', cell: ({ name }) => name },
    { title: 'Agents', cell: ({ agents }) => String(agents.length), align: 'right' },
    { title: 'People', cell: ({ people }) => String(people.length), align: 'right' },
    { title: 'Done', cell: ({ performance }) => String(performance.tasks.done), align: 'right' },
    { title: 'Failed', cell: ({ performance }) => String(performance.tasks.failed), align: 'right' },
    {
      title: 'Runs today',
      cell: ({ resources }) => `${resources.runsToday} of ${resources.runsADay}`,
      align: 'right',
    },
    { title: 'Purpose', cell: ({ purpose }) => purpose },
  ]);

export function renderGuild(guild: GuildView): string {
  const { name, purpose, agents, missionAgents, people, resources, performance } = guild;
  const { tasks, missionRuns, since } = performance;
  const minutes =
    tasks.medianMinutes === null ? '' : `, in ${tasks.medianMinutes.toFixed(1)} min in the median`;
  return [
    `${name}: ${purpose}`,
    `Agents     ${agents.join(', ')}`,
    ...(missionAgents.length === 0 ? [] : [`Missions   ${missionAgents.join(', ')}`]),
    `People     ${people.map(({ id, decided }) => `${id} (decided ${decided})`).join(', ') || 'nobody'}`,
    `Today      ${resources.runsToday} of ${resources.runsADay} runs, ${resources.modelRunsToday} of ${resources.modelRunsADay} with a model`,
    `Tasks      ${tasks.done} done${minutes}, ${tasks.failed} failed, ${tasks.open} open, ${tasks.undone} undone since ${since.slice(0, 10)}`,
    `Approvals  ${tasks.approvedUnchanged} of ${tasks.approved} approved unchanged`,
    `In missions ${missionRuns.runs} runs, ${missionRuns.failed} failed`,
  ].join('\n');
}
