import * as z from 'zod';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';
import { endpointHealth } from '../webhook-text.ts';

export const webhooksList = defineCommand({
  name: 'webhooks list',
  summary: 'The endpoints of webhooks, and how they do',
  examples: ['rex webhooks list', 'rex webhooks list --json'],
  input: z.strictObject({}),
  async run(context) {
    const list = await call(await connect(context), webhookRoutes.listWebhooks, {});
    const table = renderTable(list.endpoints, [
      { title: 'Endpoint', cell: ({ id }) => id },
      { title: 'State', cell: endpointHealth },
      { title: 'Address', cell: ({ url }) => url, maxWidth: 60 },
      { title: 'Events', cell: ({ events }) => events.join(', '), maxWidth: 40 },
    ]);
    const none = 'No endpoints. "rex webhooks create" adds one.';
    return { json: list, text: list.endpoints.length === 0 ? none : table };
  },
});
