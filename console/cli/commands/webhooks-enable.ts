import * as z from 'zod';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { endpointField } from '../id-fields.ts';

export const webhooksEnable = defineCommand({
  name: 'webhooks enable',
  summary: 'Enable an endpoint again',
  details: 'What came meanwhile is in its log: "rex webhooks replay" delivers it.',
  examples: ['rex webhooks enable wh_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['endpoint'],
  input: z.strictObject({ endpoint: endpointField }),
  async run(context, { endpoint: id }) {
    const changed = await call(await connect(context), webhookRoutes.updateWebhook, {
      params: { id },
      body: { state: 'enabled' },
    });
    return { json: changed, text: `${changed.id} is ${changed.state}.` };
  },
});
