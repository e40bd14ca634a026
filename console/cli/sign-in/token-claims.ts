import { decodeJwt } from 'jose';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';

/** Seconds since 1970. */
const expirySchema = z.object({ exp: z.number() });

const claimsSchema = expirySchema.extend({
  sub: z.string(),
  email: z.string().optional(),
  'custom:workspace': z.string(),
  'custom:role': z.string(),
});

export interface Claims {
  readonly subject: string;
  readonly email: string | undefined;
  readonly workspace: string;
  readonly role: string;
  readonly expiresAt: string;
}

/**
 * What a token says of its owner. It is read, not verified: that is the API's part.
 * @throws CliError NO_WORKSPACE for a person who was invited without workspace and role, TOKEN_UNREADABLE
 */
export function claimsOf(token: string): Claims {
  const claims = claimsSchema.safeParse(payloadOf(token));
  if (!claims.success) {
    throw new CliError(
      'NO_WORKSPACE',
      'The token names no workspace and role: whoever invited you must set custom:workspace and custom:role.',
    );
  }
  const { sub: subject, email, exp, 'custom:workspace': workspace, 'custom:role': role } = claims.data;
  return { subject, email, workspace, role, expiresAt: new Date(exp * 1000).toISOString() };
}

/** When a token runs out; null for an API key, of which the API knows. */
export function expiryOf(token: string): string | null {
  if (!token.includes('.')) return null;
  const { exp } = expirySchema.parse(payloadOf(token));
  return new Date(exp * 1000).toISOString();
}

function payloadOf(token: string): unknown {
  try {
    return decodeJwt(token);
  } catch (cause) {
    throw new CliError('TOKEN_UNREADABLE', 'The token is no JWT.', { cause });
  }
}
