import * as z from 'zod';
import { defineCommand, flag } from '../command.ts';
import { apiOf } from '../context.ts';
import { claimsOf } from '../sign-in/token-claims.ts';
import { createTerminal } from '../terminal/terminal.ts';

export const login = defineCommand({
  name: 'login',
  summary: 'Sign in to a deployed Rex with your browser',
  details:
    'Opens the sign-in page of the deployment and waits until you have signed in. The tokens are stored in a file that only\n' +
    'you can read; every command with the same --api (or REX_API) uses and renews them.',
  examples: [
    'rex login --api https://abc123.execute-api.eu-west-1.amazonaws.com',
    'rex --api URL login --no-browser',
  ],
  input: z.strictObject({
    'no-browser': flag('Print the address of the sign-in page instead of opening it'),
  }),
  async run(context, { 'no-browser': noBrowser }) {
    const { signal, sessions, streams } = context;
    const api = await apiOf(context);
    const terminal = createTerminal(streams.stderr);
    // No other command needs to wait for the library.
    const { openIssuer } = await import('../sign-in/open-issuer.ts');
    const { signIn } = await import('../sign-in/sign-in.ts');
    const session = await signIn(await openIssuer(api, signal), {
      signal,
      async browse(address) {
        terminal.line(`Sign in here, in a browser on this machine:\n${address}`);
        // Where no browser can be started, the address is there to be copied.
        if (noBrowser) return;
        const { default: open } = await import('open');
        await open(address).catch(() => undefined);
      },
    });
    await sessions.keep(api, session);
    const who = claimsOf(session.idToken);
    return {
      json: { api, ...who, expiresAt: session.expiresAt, file: sessions.file },
      text:
        `Signed in to ${api} as ${who.email ?? who.subject} (${who.role} of ${who.workspace}).\n` +
        `With REX_API=${api} in the environment, every command goes there.`,
    };
  },
});
