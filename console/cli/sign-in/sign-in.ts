import * as openid from 'openid-client';
import { CliError } from '../cli-error.ts';
import { awaitCallback, type Callback } from './await-callback.ts';
import type { Issuer } from './open-issuer.ts';
import type { Session } from './sessions.ts';

/** As long as it may take somebody to find their password and their second factor. */
const SIGNED_IN_WITHIN_MS = 10 * 60_000;

export interface SignInOptions {
  readonly signal: AbortSignal;
  /** Sends the person's browser there. */
  readonly browse: (address: string) => Promise<void>;
}

/**
 * Signs a person in by their browser: authorization code with PKCE, back to a port of this machine (RFC 8252, 7636).
 * @throws CliError SIGN_IN_REFUSED with what the issuer said, SIGN_IN_LATE when nobody came back
 */
export async function signIn(issuer: Issuer, options: SignInOptions): Promise<Session> {
  const callback = await awaitCallback();
  try {
    return await signInBy(callback, issuer, options);
  } finally {
    await callback.close();
  }
}

async function signInBy(
  callback: Callback,
  { configuration, issuer, clientId, scopes }: Issuer,
  { signal, browse }: SignInOptions,
): Promise<Session> {
  const [verifier, state, nonce] = [
    openid.randomPKCECodeVerifier(),
    openid.randomState(),
    openid.randomNonce(),
  ];
  const address = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: callback.redirectUri,
    scope: scopes.join(' '),
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const late = AbortSignal.timeout(SIGNED_IN_WITHIN_MS);
  const arrival = callback.arrival(state, AbortSignal.any([signal, late]));
  // It may fail while the browser is still being started.
  arrival.catch(() => undefined);
  await browse(address.href);
  const back = await arrival.catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new CliError('SIGN_IN_LATE', 'Nobody signed in within ten minutes. Try again.', { cause });
  });
  const tokens = await openid
    .authorizationCodeGrant(configuration, back, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    })
    .catch(refused);
  return sessionOf(tokens, { issuer, clientId });
}

/**
 * A new token for an old one.
 * @throws CliError SIGN_IN_REFUSED when the person has to sign in again
 */
export async function renew(configuration: openid.Configuration, session: Session): Promise<Session> {
  if (session.refreshToken === undefined) {
    throw new CliError('SIGN_IN_REFUSED', 'The sign-in has run out.');
  }
  const tokens = await openid.refreshTokenGrant(configuration, session.refreshToken).catch(refused);
  // Issuers that do not rotate refresh tokens give none back.
  return sessionOf({ ...tokens, refresh_token: tokens.refresh_token ?? session.refreshToken }, session);
}

/** Tells the issuer to take no more of the refresh token; an issuer that cannot be told keeps it until it runs out. */
export async function revoke(configuration: openid.Configuration, session: Session): Promise<boolean> {
  const { refreshToken } = session;
  const knowsHow = configuration.serverMetadata().revocation_endpoint !== undefined;
  if (refreshToken === undefined || !knowsHow) return false;
  return openid.tokenRevocation(configuration, refreshToken).then(
    () => true,
    () => false,
  );
}

function sessionOf(
  tokens: { readonly id_token?: string; readonly refresh_token?: string; readonly expires_in?: number },
  { issuer, clientId }: Pick<Session, 'issuer' | 'clientId'>,
): Session {
  const { id_token: idToken, refresh_token: refreshToken, expires_in: seconds = 0 } = tokens;
  if (!idToken) throw new CliError('SIGN_IN_REFUSED', `${issuer} gave no ID token.`);
  const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
  return { issuer, clientId, idToken, expiresAt, ...(refreshToken ? { refreshToken } : {}) };
}

function refused(cause: unknown): never {
  if (cause instanceof openid.AuthorizationResponseError || cause instanceof openid.ResponseBodyError) {
    throw new CliError('SIGN_IN_REFUSED', `The issuer says: ${cause.error_description ?? cause.error}.`, {
      cause,
    });
  }
  const what = cause instanceof Error ? cause.message : String(cause);
  throw new CliError('SIGN_IN_REFUSED', `The answer of the issuer cannot be trusted: ${what}.`, { cause });
}
