import * as z from 'zod';
import { acceptBodySchema } from '../../../shared/members/contract/members.ts';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

/** Of the link that has it, the token is what stands behind the `#`. */
const invitationSchema = z
  .string()
  .transform((text) => text.slice(text.indexOf('#') + 1))
  .pipe(acceptBodySchema.shape.token);

export const membersJoin = defineCommand({
  name: 'members join',
  summary: 'Accept an invitation to a workspace',
  details:
    'It is good once, for 7 days, for somebody who has signed in with the address that it was made for.',
  examples: ['rex members join "https://rex.acme.example/join#rxi_..." --api https://rex.acme.example'],
  positionals: ['invitation'],
  input: z.strictObject({
    invitation: value('TOKEN', invitationSchema, 'The token of the invitation, or the link that has it'),
  }),
  async run(context, { invitation: token }) {
    const connection = await connect(context);
    // It says itself which workspace it is of, whichever was worked in until now.
    const me = await call({ ...connection, workspace: undefined }, memberRoutes.acceptInvitation, {
      body: { token },
    });
    const how = `--workspace ${me.workspace}, or REX_WORKSPACE=${me.workspace}, says that you mean it.`;
    return { json: me, text: `You are ${me.role} of ${me.workspace} now. ${how}` };
  },
});
