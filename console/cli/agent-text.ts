import type { z } from 'zod';
import type { oneAgentRoutes } from '../../shared/guilds/contract/agent-routes.ts';
import { moment } from './terminal/moment.ts';
import { renderTable } from './terminal/table.ts';

type Agent = z.output<typeof oneAgentRoutes.getAgent.success.schema>;
type OfRoster = Extract<Agent, { kind: 'roster' }>;
type OfMissions = Extract<Agent, { kind: 'mission' }>;

const MODEL = {
  never: 'asks no language model',
  better: 'asks a language model where there is one, and goes by rules otherwise',
  needed: 'needs a language model',
} as const;

export const renderAgent = (agent: Agent): string =>
  agent.kind === 'roster' ? renderOfRoster(agent) : renderOfMissions(agent);

const renderOfRoster = ({ name, guild, role, capability, does, reads, model, runs }: OfRoster): string =>
  [
    `${name} of the guild ${guild}: ${role}`,
    `Capability ${capability}: ${does}`,
    `Reads      ${reads.join(', ') || 'nothing of the workspace'}`,
    `Model      ${MODEL[model]}`,
    runs.length === 0
      ? 'It has not run yet.'
      : renderTable(runs, [
          { title: 'Task', cell: ({ task }) => task },
          { title: 'State', cell: ({ status }) => status },
          { title: 'By', cell: ({ by }) => by ?? undefined },
          { title: 'Ordered', cell: ({ createdAt }) => moment(createdAt) },
          { title: 'Why not', cell: ({ error }) => error ?? undefined, maxWidth: 60 },
        ]),
  ].join('\n');

const renderOfMissions = ({ name, version, purpose, because, latest }: OfMissions): string =>
  [
    `${name} ${version}: ${purpose}`,
    because,
    latest.length === 0
      ? 'It has not run yet.'
      : renderTable(latest, [
          { title: 'Mission', cell: ({ missionId }) => missionId },
          { title: 'Step', cell: ({ step }) => step },
          { title: 'Outcome', cell: ({ outcome }) => outcome },
          { title: 'At', cell: ({ at }) => moment(at) },
          { title: 'Error', cell: ({ error }) => error ?? undefined, maxWidth: 60 },
        ]),
  ].join('\n');
