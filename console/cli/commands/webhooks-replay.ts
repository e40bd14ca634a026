import * as z from 'zod';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { deliveryIdSchema } from '../../../shared/webhooks/contract/webhooks.ts';
import { call } from '../api-client.ts';
import { usageError } from '../cli-error.ts';
import { defineCommand, flag, value } from '../command.ts';
import { connect } from '../context.ts';
import { endpointField } from '../id-fields.ts';

export const webhooksReplay = defineCommand({
  name: 'webhooks replay',
  summary: 'Deliver again what is in the log of an endpoint: one, or all of a span',
  details:
    'A delivery has the same webhook-id each time. Of a span, what arrived is left out unless you give --all.',
  examples: [
    'rex webhooks replay wh_01jd8w5gk3q4v6x8z0a2c4e6g8 --delivery msg_01jd8w5gk3q4v6x8z0a2c4e6g8',
    'rex webhooks replay wh_01jd8w5gk3q4v6x8z0a2c4e6g8 --since 24h',
  ],
  positionals: ['endpoint'],
  input: z.strictObject({
    endpoint: endpointField,
    delivery: value('DELIVERY', deliveryIdSchema.optional(), 'The id that "rex webhooks deliveries" shows'),
    since: value('SPAN', z.string().optional(), 'From then on: an instant, or a span before now (24h, 7d)'),
    until: value('SPAN', z.string().optional(), 'Up to then (now)'),
    all: flag('Also what arrived'),
  }),
  async run(context, { endpoint: id, delivery: deliveryId, since, until, all }) {
    if ((deliveryId === undefined) === (since === undefined)) {
      throw usageError('Give either --delivery or --since.');
    }
    const answer = await call(await connect(context), webhookRoutes.replayWebhook, {
      params: { id },
      body: since === undefined ? { deliveryId: deliveryId ?? '' } : { since, until, all },
    });
    const text = `It is being delivered again: "rex webhooks deliveries ${id}" shows how far it is.`;
    return { json: answer, text };
  },
});
