import * as z from 'zod';
import { defineCommand } from '../command.ts';
import { apiOf } from '../context.ts';

export const logout = defineCommand({
  name: 'logout',
  summary: 'Delete the stored tokens and revoke them at the issuer',
  examples: ['rex logout --api https://abc123.execute-api.eu-west-1.amazonaws.com'],
  input: z.strictObject({}),
  async run(context) {
    const api = await apiOf(context);
    const session = await context.sessions.forget(api);
    if (!session) return { json: { api, signedIn: false }, text: `You were not signed in to ${api}.` };
    const { configurationOf } = await import('../sign-in/open-issuer.ts');
    const { revoke } = await import('../sign-in/sign-in.ts');
    const configuration = await configurationOf(api, session).catch(() => undefined);
    const revoked = configuration !== undefined && (await revoke(configuration, session));
    const rest = revoked ? '' : ' The issuer could not be told: its tokens run out by themselves.';
    return { json: { api, signedIn: false, revoked }, text: `Signed out of ${api}.${rest}` };
  },
});
