import * as z from 'zod';
import { agentRoutes } from '../../../shared/coordination/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { moment } from '../terminal/moment.ts';
import { renderTable } from '../terminal/table.ts';

export const agentsExternal = defineCommand({
  name: 'agents external',
  summary: 'External agents: what they may do, what they hold, how they have worked',
  examples: ['rex agents external'],
  input: z.strictObject({}),
  async run(context) {
    const list = await call(await connect(context), agentRoutes.listExternalAgents, {});
    const table = renderTable(list.agents, [
      { title: 'Agent', cell: ({ id }) => id },
      { title: 'Name', cell: ({ name, agentVersion }) => `${name} ${agentVersion}`, maxWidth: 40 },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Steps', cell: ({ steps }) => steps.join(', ') },
      { title: 'Holds', cell: ({ holds }) => holds, align: 'right' },
      { title: 'Runs', cell: ({ runs }) => runs, align: 'right' },
      { title: 'Last', cell: ({ lastSeenAt }) => (lastSeenAt === null ? undefined : moment(lastSeenAt)) },
    ]);
    const none = 'No external agents. "rex agents register" lets one in.';
    return { json: list, text: list.agents.length === 0 ? none : table };
  },
});
