import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { type Clock, MINUTE } from '../../../kernel/clock.ts';
import { workspaceIdSchema } from '../../../kernel/contract/common.ts';
import { RexError } from '../../../kernel/errors.ts';
import { equalInConstantTime, sha256 } from '../../../kernel/hash.ts';
import type { Identity, TokenVerifier } from '../../app/token-verifier.ts';
import { readSecretSettings } from './secret-reader.ts';

/** No dot, so that it cannot be taken for a token of an issuer. */
const SECRET = /^[\w+/=~-]{32,200}$/;

/** The secrets of outside schedulers: one for each workspace, since it alone says which workspace is meant. */
export const cronSecretsSchema = z
  .record(
    workspaceIdSchema,
    z.string().regex(SECRET, 'must be 32 to 200 letters, digits and any of _ + / = ~ -'),
  )
  .refine(
    (secrets) => new Set(Object.values(secrets)).size === Object.keys(secrets).length,
    'must give each workspace a secret of its own',
  );

/** A secret that was changed or taken away is no longer good after so long. */
const KNOWN_FOR = MINUTE;

export const isCronSecret = (token: string): boolean => SECRET.test(token);

/**
 * Knows outside schedulers by the secret that they send in the place of a token. Without a secret there is no such caller.
 * The secrets are read when somebody sends one, and not for the callers with tokens.
 */
export class CronVerifier implements TokenVerifier<Identity> {
  readonly #secrets: SecretsManagerClient;
  readonly #arn: string;
  readonly #clock: Clock;
  #read: { readonly at: number; readonly hashes: Promise<ReadonlyMap<string, string>> } | undefined;

  constructor(secrets: SecretsManagerClient, arn: string, clock: Clock) {
    this.#secrets = secrets;
    this.#arn = arn;
    this.#clock = clock;
  }

  async verify(token: string): Promise<Identity> {
    const given = sha256(token);
    // All are compared, so that the time does not tell which of them is near.
    const [workspace] = [...(await this.#hashes())].flatMap(([of, hash]) =>
      equalInConstantTime(hash, given) ? [of] : [],
    );
    if (workspace === undefined) throw new RexError('UNAUTHENTICATED', 'The secret is of no workspace.');
    return { workspace, role: 'cron', subject: 'cron' };
  }

  /** By workspace. @throws RexError PROVIDER_UNAVAILABLE while they cannot be read */
  #hashes(): Promise<ReadonlyMap<string, string>> {
    const now = this.#clock.now().getTime();
    if (this.#read && now - this.#read.at < KNOWN_FOR) return this.#read.hashes;
    const hashes = this.#fetch().catch((cause) => {
      this.#read = undefined;
      throw new RexError('PROVIDER_UNAVAILABLE', 'The secrets of schedulers cannot be read.', { cause });
    });
    this.#read = { at: now, hashes };
    return hashes;
  }

  async #fetch(): Promise<ReadonlyMap<string, string>> {
    const secrets = cronSecretsSchema.safeParse(await readSecretSettings(this.#secrets, this.#arn));
    if (secrets.success)
      return new Map(Object.entries(secrets.data).map(([workspace, secret]) => [workspace, sha256(secret)]));
    // What is wrong is not quoted: a secret may stand where a workspace should.
    throw new RexError(
      'CONFIG_INVALID',
      `The secret ${this.#arn} must be JSON: {"workspace": "32 to 200 characters"}, no two of them the same.`,
    );
  }
}
