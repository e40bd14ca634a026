import * as z from 'zod';
import { connectionRoutes } from '../../../shared/connections/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { connectionField } from '../id-fields.ts';

export const connectionsRemove = defineCommand({
  name: 'connections remove',
  summary: 'Remove a connection and its secret',
  details: 'Tasks that name it are refused from then on. Take the access back at the provider as well.',
  examples: ['rex connections remove con_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['connection'],
  input: z.strictObject({ connection: connectionField }),
  async run(context, { connection: id }) {
    const removed = await call(await connect(context), connectionRoutes.removeConnection, { params: { id } });
    return { json: removed, text: `${removed.id} is removed.` };
  },
});
