import * as z from 'zod';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { expiryOf } from '../sign-in/token-claims.ts';
import { renderFacts } from '../terminal/table.ts';

export const whoami = defineCommand({
  name: 'whoami',
  summary: 'Show who you are, by your sign-in or by an API key, and in which workspaces',
  examples: ['rex whoami', 'rex whoami --api https://abc123.execute-api.eu-west-1.amazonaws.com --json'],
  input: z.strictObject({}),
  async run(context) {
    const connection = await connect(context);
    const me = await call(connection, memberRoutes.getMe, {});
    if (me.workspace === null && connection.workspace !== undefined)
      throw new CliError('NOT_FOUND', `You do not belong to the workspace ${connection.workspace}.`);
    const expiresAt = expiryOf(await connection.token({ renew: false }));
    const others = me.workspaces.filter(({ workspace }) => workspace !== me.workspace);
    return {
      json: { api: connection.url, ...me, expiresAt },
      text: renderFacts([
        ['API', connection.url],
        ['You', me.email ?? me.subject],
        ['Workspace', me.workspace ?? 'none: "rex members join" accepts an invitation'],
        ...(me.role === null ? [] : [['Role', me.role] as const]),
        ...(others.length === 0
          ? []
          : [['Also', others.map(({ workspace, role }) => `${workspace} (${role})`).join(', ')] as const]),
        ...(expiresAt === null ? [] : [['Token until', expiresAt] as const]),
      ]),
    };
  },
});
