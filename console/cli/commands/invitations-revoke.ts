import * as z from 'zod';
import { invitationIdSchema } from '../../../shared/members/contract/members.ts';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

export const invitationsRevoke = defineCommand({
  name: 'invitations revoke',
  summary: 'Take an invitation back',
  examples: ['rex invitations revoke in_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['invitation'],
  input: z.strictObject({
    invitation: value('ID', invitationIdSchema, 'An invitation, as the list names it'),
  }),
  async run(context, { invitation: id }) {
    const revoked = await call(await connect(context), memberRoutes.revokeInvitation, { params: { id } });
    return { json: revoked, text: `${revoked.id} is revoked.` };
  },
});
