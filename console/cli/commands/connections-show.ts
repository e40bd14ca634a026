import * as z from 'zod';
import { connectionRoutes } from '../../../shared/connections/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connectionText } from '../connection-text.ts';
import { connect } from '../context.ts';
import { connectionField } from '../id-fields.ts';

export const connectionsShow = defineCommand({
  name: 'connections show',
  summary: 'One connection, without its secret',
  examples: ['rex connections show con_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['connection'],
  input: z.strictObject({ connection: connectionField }),
  async run(context, { connection: id }) {
    const found = await call(await connect(context), connectionRoutes.getConnection, { params: { id } });
    return { json: found, text: connectionText(found) };
  },
});
