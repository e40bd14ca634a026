import * as z from 'zod';
import { apiKeyIdSchema } from '../../../shared/members/contract/members.ts';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

export const keysRevoke = defineCommand({
  name: 'keys revoke',
  summary: 'Revoke an API key: it is refused from the next request on',
  examples: ['rex keys revoke ak_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['key'],
  input: z.strictObject({ key: value('ID', apiKeyIdSchema, 'An API key, as the list names it') }),
  async run(context, { key: id }) {
    const revoked = await call(await connect(context), memberRoutes.revokeApiKey, { params: { id } });
    return { json: revoked, text: `${revoked.id} is revoked.` };
  },
});
