import * as z from 'zod';
import { connectionRoutes } from '../../../shared/connections/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connectionText } from '../connection-text.ts';
import { connect } from '../context.ts';
import { connectionField } from '../id-fields.ts';
import { secretField, secretOf } from '../secret-field.ts';

export const connectionsRenew = defineCommand({
  name: 'connections renew',
  summary: 'Give a connection new credentials of the same account',
  details: 'The old ones are replaced. "rex connections add --help" lists the fields of each provider.',
  examples: ['rex connections renew con_01jd8w5gk3q4v6x8z0a2c4e6g8 --secret site.json'],
  positionals: ['connection'],
  input: z.strictObject({ connection: connectionField, secret: secretField }),
  async run(context, { connection: id, secret }) {
    const renewed = await call(await connect(context), connectionRoutes.renewConnection, {
      params: { id },
      body: { secret: await secretOf(secret) },
    });
    return { json: renewed, text: connectionText(renewed) };
  },
});
