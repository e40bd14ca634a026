import * as z from 'zod';
import { connectionRoutes } from '../../../shared/connections/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { connectionField } from '../id-fields.ts';

export const connectionsTest = defineCommand({
  name: 'connections test',
  summary: 'Ask the provider of a connection whether it accepts the credentials',
  details:
    'Nothing is changed there. A connection that was refused works again when the provider accepts it.',
  examples: ['rex connections test con_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['connection'],
  input: z.strictObject({ connection: connectionField }),
  async run(context, { connection: id }) {
    const tested = await call(await connect(context), connectionRoutes.testConnection, { params: { id } });
    return { json: tested, text: tested.message, exitCode: tested.outcome === 'working' ? 0 : 1 };
  },
});
