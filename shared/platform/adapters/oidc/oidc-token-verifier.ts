import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';
import { roleSchema, workspaceIdSchema } from '../../../kernel/contract/common.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Claims, TokenVerifier } from '../../app/token-verifier.ts';

/** Asymmetric only: whoever can verify such a token cannot make one. */
const ALGORITHMS = ['RS256', 'ES256'];
const CLOCK_TOLERANCE_SECONDS = 5;
const DISCOVERY_TIMEOUT_MS = 3_000;

/** What jose says when it could not fetch the keys, as opposed to judging a token by them. */
const KEYS_MISSING: readonly string[] = [
  errors.JOSEError.code,
  errors.JWKSTimeout.code,
  errors.JWKSInvalid.code,
];

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Cognito prefixes the attributes of a pool's own with `custom:`. */
const claimsSchema = z
  .object({
    sub: z.string().min(1).max(200),
    'custom:workspace': workspaceIdSchema.optional(),
    'custom:role': roleSchema.optional(),
    email: z.string().optional().catch(undefined),
    email_verified: z.boolean().optional().catch(undefined),
  })
  .transform(
    (claims): Claims => ({
      workspace: claims['custom:workspace'],
      role: claims['custom:role'],
      subject: claims.sub,
      // People may write the address of their account: until it is proven it is no sign of who they are.
      email: claims.email_verified === false ? undefined : claims.email,
    }),
  );

/**
 * Verifies JWTs of one OpenID Connect issuer: signature by its published keys (found by discovery, fetched once,
 * and again when a token names a key that is not among them), issuer, audience and times.
 */
export class OidcTokenVerifier implements TokenVerifier {
  private readonly issuer: string;
  private readonly audiences: readonly string[];
  private keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(options: { readonly issuer: string; readonly audiences: readonly string[] }) {
    this.issuer = options.issuer.replace(/\/$/, '');
    this.audiences = options.audiences;
  }

  async verify(token: string): Promise<Claims> {
    const payload = await this.payloadOf(token);
    if (!isFor(this.audiences, payload)) throw unauthenticated('The token is for another audience.');
    const identity = claimsSchema.safeParse(payload);
    if (identity.success) return identity.data;
    throw new RexError('FORBIDDEN', 'The workspace or the role of the token is none.', {
      cause: identity.error,
    });
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    const keys = await this.issuerKeys();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: [this.issuer, `${this.issuer}/`],
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || KEYS_MISSING.includes(error.code)) throw unavailable(error);
      throw unauthenticated('The token is not valid.', error);
    }
  }

  /** What failed once is tried again by the next token. */
  private issuerKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.discover().catch((error) => {
      this.keys = undefined;
      throw unavailable(error);
    });
    return this.keys;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const response = await fetch(`${this.issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`The issuer answered its discovery with ${response.status}.`);
    const document = discoverySchema.parse(await response.json());
    if (document.issuer.replace(/\/$/, '') !== this.issuer) {
      throw new Error(`The issuer calls itself ${document.issuer}.`);
    }
    return createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: DISCOVERY_TIMEOUT_MS });
  }
}

/** Cognito's access tokens name the client in `client_id`, all others in `aud`. */
const isFor = (audiences: readonly string[], { aud, client_id: client }: JWTPayload): boolean =>
  [aud ?? client].flat().some((each) => typeof each === 'string' && audiences.includes(each));

const unauthenticated = (message: string, cause?: unknown): RexError =>
  new RexError('UNAUTHENTICATED', message, { cause });

const unavailable = (cause: unknown): RexError =>
  new RexError('PROVIDER_UNAVAILABLE', "The issuer's keys cannot be fetched.", { cause });
