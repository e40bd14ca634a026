import * as z from 'zod';
import { connectionRoutes } from '../../../shared/connections/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const connectionsList = defineCommand({
  name: 'connections list',
  summary: 'The accounts at providers that tasks may use',
  examples: ['rex connections list', 'rex connections list --json'],
  input: z.strictObject({}),
  async run(context) {
    const list = await call(await connect(context), connectionRoutes.listConnections, {});
    const table = renderTable(list.connections, [
      { title: 'Connection', cell: ({ id }) => id },
      { title: 'Name', cell: ({ name }) => name, maxWidth: 40 },
      { title: 'Provider', cell: ({ provider }) => provider },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Reason', cell: ({ reason }) => reason ?? '-', maxWidth: 60 },
    ]);
    const none = 'No connections. "rex connections add" adds one.';
    return { json: list, text: list.connections.length === 0 ? none : table };
  },
});
