import * as z from 'zod';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const invitationsList = defineCommand({
  name: 'invitations list',
  summary: 'Invitations of the last 90 days, newest first',
  examples: ['rex invitations list'],
  input: z.strictObject({}),
  async run(context) {
    const list = await call(await connect(context), memberRoutes.listInvitations, {});
    const table = renderTable(list.invitations, [
      { title: 'Invitation', cell: ({ id }) => id },
      { title: 'State', cell: ({ state }) => state },
      { title: 'E-mail', cell: ({ email }) => email, maxWidth: 40 },
      { title: 'Role', cell: ({ role }) => role },
      { title: 'Until', cell: ({ expiresAt }) => expiresAt.slice(0, 10) },
    ]);
    const none = 'No invitations. "rex members invite" makes one.';
    return { json: list, text: list.invitations.length === 0 ? none : table };
  },
});
