import * as z from 'zod';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const membersList = defineCommand({
  name: 'members list',
  summary: 'The members of the workspace and their roles',
  examples: ['rex members list', 'rex members list --json'],
  input: z.strictObject({}),
  async run(context) {
    const list = await call(await connect(context), memberRoutes.listMembers, {});
    const table = renderTable(list.members, [
      { title: 'Member', cell: ({ subject }) => subject },
      { title: 'E-mail', cell: ({ email }) => email ?? '' },
      { title: 'Role', cell: ({ role }) => role },
      { title: 'Since', cell: ({ since }) => since.slice(0, 10) },
    ]);
    const none = 'Nobody is listed yet: a member is, once they have opened the console.';
    return { json: list, text: list.members.length === 0 ? none : table };
  },
});
