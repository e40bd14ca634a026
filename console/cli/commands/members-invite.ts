import * as z from 'zod';
import { roleSchema } from '../../../shared/kernel/contract/common.ts';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

const mailText = (mail: { state: string; reason: string | null } | null): string =>
  `The mail: ${mail?.state ?? 'none'}${mail?.reason ? `. ${mail.reason}` : ''}`;

export const membersInvite = defineCommand({
  name: 'members invite',
  summary: 'Invite somebody to the workspace',
  details:
    'They get a mail with a link. Prints the token of the invitation as well, once, for when the mail does not arrive: give it\n' +
    'to them on a way that you trust. It is good for 7 days, and only for somebody who has signed in with this address.',
  examples: ['rex members invite kim@acme.example --role operator'],
  positionals: ['email'],
  input: z.strictObject({
    email: value('ADDRESS', z.email(), 'Whom to invite'),
    role: value('ROLE', roleSchema.exclude(['owner']).default('viewer'), 'What they may do'),
  }),
  async run(context, { email, role }) {
    const made = await call(await connect(context), memberRoutes.createInvitation, { body: { email, role } });
    const how = `They accept it by "rex members join TOKEN", or at /join of the console, until ${made.expiresAt.slice(0, 10)}.`;
    const mail = made.mail?.state === 'sent' ? 'A mail is on its way.' : mailText(made.mail);
    return { json: made, text: `${made.id}\n${mail}\ntoken: ${made.token}\n${how} It is not shown again.` };
  },
});
