import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const domainsList = defineCommand({
  name: 'domains list',
  summary: 'The sending domains with warmup and health',
  examples: ['rex domains list'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), resourceRoutes.listDomains, {});
    const table = renderTable(answer.domains, [
      { title: 'Domain', cell: ({ domain }) => domain },
      { title: 'Tier', cell: ({ tier }) => tier },
      { title: 'Status', cell: ({ status }) => status },
      { title: 'Health', cell: ({ health, reputation }) => `${health} (${reputation.toFixed(2)})` },
      {
        title: 'Warmup',
        cell: ({ warmup, warmupDay }) => (warmup === 'warm' ? 'warm' : `${warmup}, day ${warmupDay}`),
      },
      {
        title: 'Sent today',
        cell: ({ sentToday, dailyCap }) => `${sentToday} of ${dailyCap}`,
        align: 'right',
      },
    ]);
    return {
      json: answer,
      text: answer.domains.length === 0 ? 'No domains. Add one with "rex domains add".' : table,
    };
  },
});
