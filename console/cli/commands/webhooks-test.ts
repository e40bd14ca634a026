import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { endpointField } from '../id-fields.ts';
import { attemptText } from '../webhook-text.ts';

/** An attempt takes 15 seconds at most. */
const TRIES = 40;
const PAUSE_MS = 500;

export const webhooksTest = defineCommand({
  name: 'webhooks test',
  summary: 'Send a test event to an endpoint, and show what it answers',
  details: 'The exit code is 1 when it did not arrive.',
  examples: ['rex webhooks test wh_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['endpoint'],
  input: z.strictObject({ endpoint: endpointField }),
  async run(context, { endpoint: id }) {
    const connection = await connect(context);
    const { deliveryId } = await call(connection, webhookRoutes.testWebhook, { params: { id } });
    for (let tries = 0; tries < TRIES; tries++) {
      const { deliveries } = await call(connection, webhookRoutes.listWebhookDeliveries, {
        params: { id },
        query: { limit: 10 },
      });
      const delivery = deliveries.find((each) => each.id === deliveryId);
      const attempt = delivery?.attempts.at(-1);
      if (delivery && attempt) {
        const exitCode = delivery.state === 'delivered' ? 0 : 1;
        return { json: delivery, text: `${deliveryId}: ${attemptText(attempt)}`, exitCode };
      }
      await delay(PAUSE_MS);
    }
    const text = `${deliveryId} waits: "rex webhooks deliveries ${id}" shows what becomes of it.`;
    return { json: { id: deliveryId, state: 'pending' }, text, exitCode: 1 };
  },
});
