import * as z from 'zod';
import { agentRoutes } from '../../../shared/coordination/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { moment } from '../terminal/moment.ts';
import { renderTable } from '../terminal/table.ts';

export const agents = defineCommand({
  name: 'agents',
  summary: 'Every agent: what it does now, how often it worked, how well',
  examples: ['rex agents', 'rex agents --json | jq ".agents[] | {name, successRate}"'],
  input: z.strictObject({}),
  async run(context) {
    const status = await call(await connect(context), agentRoutes.agentsStatus, {});
    const text = renderTable(status.agents, [
      { title: 'Agent', cell: ({ name, version }) => `${name} ${version}` },
      { title: 'Now', cell: ({ state, load }) => (load > 0 ? `${state} (${load})` : state) },
      { title: 'Runs', cell: ({ runs }) => String(runs), align: 'right' },
      {
        title: 'Went well',
        cell: ({ successRate }) => (successRate === null ? undefined : `${(100 * successRate).toFixed(0)} %`),
        align: 'right',
      },
      {
        title: 'Took',
        cell: ({ meanDurationMs }) =>
          meanDurationMs === null ? undefined : `${meanDurationMs.toFixed(0)} ms`,
        align: 'right',
      },
      { title: 'Last', cell: ({ lastRunAt }) => (lastRunAt === null ? undefined : moment(lastRunAt)) },
      { title: 'What for', cell: ({ purpose }) => purpose, maxWidth: 60 },
    ]);
    return { json: status, text };
  },
});
