import * as z from 'zod';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { endpointField } from '../id-fields.ts';
import { moment } from '../terminal/moment.ts';

export const webhooksRotateSecret = defineCommand({
  name: 'webhooks rotate-secret',
  summary: 'Give an endpoint of webhooks a new secret',
  details: 'For 24 hours deliveries are signed with the old one as well, so that none is refused meanwhile.',
  examples: ['rex webhooks rotate-secret wh_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['endpoint'],
  input: z.strictObject({ endpoint: endpointField }),
  async run(context, { endpoint: id }) {
    const made = await call(await connect(context), webhookRoutes.rotateWebhookSecret, { params: { id } });
    const until = `The old one signs as well until ${moment(made.oldSecretUntil)}.`;
    return { json: made, text: `secret: ${made.secret}\n${until}\nKeep the secret: it is not shown again.` };
  },
});
