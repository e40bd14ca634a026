import * as z from 'zod';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';

export const webhooksCreate = defineCommand({
  name: 'webhooks create',
  summary: 'Add an endpoint to which events are delivered',
  details:
    'Prints the secret with which deliveries are signed (Standard Webhooks), once. A local Rex delivers to servers on this\n' +
    'machine when it was started with REX_WEBHOOKS=loopback, and to any public address with REX_WEBHOOKS=on.',
  examples: [
    'rex webhooks create https://hooks.acme.example/rex --event "mission.*" --event lead.suppressed',
    'rex webhooks create https://hooks.acme.example/rex',
  ],
  positionals: ['url'],
  input: z.strictObject({
    url: value('URL', z.string(), 'Where events are posted: an https address'),
    event: values(
      'NAME',
      z.array(z.string()).default(['*']),
      'An event to deliver, or a kind such as "mission.*"; all when there is none. "rex events list" shows them',
    ),
    description: value('TEXT', z.string().optional(), 'What it is for'),
  }),
  async run(context, { url, event: events, description }) {
    const made = await call(await connect(context), webhookRoutes.createWebhook, {
      body: { url, events, description },
    });
    const text = `${made.id}\nsecret: ${made.secret}\nKeep the secret: it is not shown again.`;
    return { json: made, text };
  },
});
