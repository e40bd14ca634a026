import * as z from 'zod';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { endpointField } from '../id-fields.ts';

export const webhooksDelete = defineCommand({
  name: 'webhooks delete',
  summary: 'Delete an endpoint of webhooks',
  details: 'What was not delivered to it will not be. "rex webhooks disable" keeps it.',
  examples: ['rex webhooks delete wh_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['endpoint'],
  input: z.strictObject({ endpoint: endpointField }),
  async run(context, { endpoint: id }) {
    const deleted = await call(await connect(context), webhookRoutes.deleteWebhook, { params: { id } });
    return { json: deleted, text: `${deleted.id} is deleted.` };
  },
});
