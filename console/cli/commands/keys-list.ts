import * as z from 'zod';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const keysList = defineCommand({
  name: 'keys list',
  summary: 'The API keys of the workspace',
  examples: ['rex keys list', 'rex keys list --json'],
  input: z.strictObject({}),
  async run(context) {
    const list = await call(await connect(context), memberRoutes.listApiKeys, {});
    const table = renderTable(list.keys, [
      { title: 'Key', cell: ({ id }) => id },
      { title: 'Name', cell: ({ name }) => name, maxWidth: 30 },
      { title: 'Role', cell: ({ role }) => role },
      { title: 'Last used', cell: ({ lastUsedAt }) => lastUsedAt?.slice(0, 16) ?? 'never' },
      {
        title: 'Ends',
        cell: ({ revokedAt, expiresAt }) => (revokedAt ? 'revoked' : (expiresAt?.slice(0, 10) ?? '')),
      },
    ]);
    const none = 'No API keys. "rex keys create" makes one.';
    return { json: list, text: list.keys.length === 0 ? none : table };
  },
});
