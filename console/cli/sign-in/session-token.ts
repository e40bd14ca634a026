import { CliError } from '../cli-error.ts';
import type { Session, Sessions } from './sessions.ts';

/** A token that ends within a minute may have ended when it arrives. */
const TOO_OLD_MS = 60_000;

/**
 * The bearer token of whoever signed in to this API, renewed when it is old or was refused.
 * @throws CliError NOT_SIGNED_IN
 */
export function sessionToken(api: string, sessions: Sessions) {
  return async ({ renew: isRefused }: { readonly renew: boolean }): Promise<string> => {
    const session = await sessions.find(api);
    if (!session) throw notSignedIn(api, 'You are not signed in');
    const isOld = Date.parse(session.expiresAt) - Date.now() < TOO_OLD_MS;
    if (!isOld && !isRefused) return session.idToken;
    const renewed = await withNewToken(api, session);
    await sessions.keep(api, renewed);
    return renewed.idToken;
  };
}

async function withNewToken(api: string, session: Session): Promise<Session> {
  // Loaded when a token is old, and not for every command.
  const { configurationOf } = await import('./open-issuer.ts');
  const { renew } = await import('./sign-in.ts');
  try {
    return await renew(await configurationOf(api, session), session);
  } catch (cause) {
    if (cause instanceof CliError && cause.code === 'SIGN_IN_REFUSED') {
      throw notSignedIn(api, 'Your sign-in has run out', cause);
    }
    throw cause;
  }
}

const notSignedIn = (api: string, what: string, cause?: unknown): CliError =>
  new CliError(
    'NOT_SIGNED_IN',
    `${what} to ${api}. Sign in with "rex login --api ${api}", or give --token.`,
    {
      cause,
    },
  );
