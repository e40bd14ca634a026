import * as z from 'zod';
import { ROLES, roleSchema } from '../../../shared/kernel/contract/common.ts';
import { defineCommand, value } from '../command.ts';
import { requireLocalRex } from '../context.ts';

export const token = defineCommand({
  name: 'token',
  summary: 'Print a token for the API of the local Rex',
  details: 'The token is for the workspace of --workspace. For a deployed Rex, use "rex login".',
  examples: [
    'rex token --workspace acme --role approver',
    'curl -H "Authorization: Bearer $(rex token)" http://127.0.0.1:3210/api/rex/status',
  ],
  input: z.strictObject({
    role: value('ROLE', roleSchema.default('owner'), `One of ${ROLES.join(', ')} (owner)`),
  }),
  async run(context, { role }) {
    const { workspace } = context.settings;
    const rex = await requireLocalRex(context);
    const signedIn = await rex.signIn({ workspace, role });
    return { json: { token: signedIn, workspace, role, url: rex.info.url }, text: signedIn };
  },
});
