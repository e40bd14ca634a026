import * as z from 'zod';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { endpointField } from '../id-fields.ts';
import { endpointText } from '../webhook-text.ts';

export const webhooksShow = defineCommand({
  name: 'webhooks show',
  summary: 'One endpoint of webhooks',
  examples: ['rex webhooks show wh_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['endpoint'],
  input: z.strictObject({ endpoint: endpointField }),
  async run(context, { endpoint: id }) {
    const found = await call(await connect(context), webhookRoutes.getWebhook, { params: { id } });
    return { json: found, text: endpointText(found) };
  },
});
