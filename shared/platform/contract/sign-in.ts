/**
 * Where a browser returns after a sign-in that a program on this machine began (RFC 8252, section 7.3). The issuer accepts
 * only these addresses, so the ports are fixed; the first free one is used.
 */
export const SIGN_IN_PORTS: readonly number[] = [47_811, 47_812, 47_813];
export const CALLBACK_PATH = '/callback';
export const callbackUrl = (port: number): string => `http://localhost:${port}${CALLBACK_PATH}`;

/** Cognito puts workspace and role into the ID token when `profile` is asked for. */
export const SIGN_IN_SCOPES = ['openid', 'email', 'profile'] as const;

/** Where a browser returns to the web console after a sign-in. */
export const SIGNED_IN_PATH = '/signed-in';
