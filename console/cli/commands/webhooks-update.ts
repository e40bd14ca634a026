import * as z from 'zod';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { endpointField } from '../id-fields.ts';
import { endpointText } from '../webhook-text.ts';

export const webhooksUpdate = defineCommand({
  name: 'webhooks update',
  summary: 'Change the address, the events or the description of an endpoint',
  examples: ['rex webhooks update wh_01jd8w5gk3q4v6x8z0a2c4e6g8 --event "mission.*"'],
  positionals: ['endpoint'],
  input: z.strictObject({
    endpoint: endpointField,
    url: value('URL', z.string().optional(), 'Where events are posted: an https address'),
    event: values('NAME', z.array(z.string()).optional(), 'Events to deliver, in place of those of before'),
    description: value('TEXT', z.string().optional(), 'What it is for'),
  }),
  async run(context, { endpoint: id, url, event: events, description }) {
    const changed = await call(await connect(context), webhookRoutes.updateWebhook, {
      params: { id },
      body: { url, events, description },
    });
    return { json: changed, text: endpointText(changed) };
  },
});
