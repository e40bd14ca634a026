import * as z from 'zod';
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { claimsOf } from '../sign-in/token-claims.ts';
import { renderFacts } from '../terminal/table.ts';

export const whoami = defineCommand({
  name: 'whoami',
  summary: 'Show who you are signed in as, and in which workspace',
  examples: ['rex whoami', 'rex whoami --api https://abc123.execute-api.eu-west-1.amazonaws.com --json'],
  input: z.strictObject({}),
  async run(context) {
    const connection = await connect(context);
    // Rex says whether it takes the token at all, and for which workspace.
    const { workspace } = await call(connection, systemRoutes.status, {});
    const who = claimsOf(await connection.token({ renew: false }));
    return {
      json: { api: connection.url, ...who, workspace },
      text: renderFacts([
        ['API', connection.url],
        ['You', who.email ?? who.subject],
        ['Workspace', workspace],
        ['Role', who.role],
        ['Token until', who.expiresAt],
      ]),
    };
  },
});
