import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { addMs, type Clock, MINUTE } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';

/** A new value is used after at most this. */
const KEPT_MS = 10 * MINUTE;

/** A secret of Secrets Manager, fetched when it is first needed and kept for ten minutes; a failure is not kept. */
export class CachedSecret {
  private readonly client: SecretsManagerClient;
  private readonly arn: string;
  private readonly clock: Clock;
  private kept: { readonly value: Promise<string>; readonly until: Date } | undefined;

  constructor(client: SecretsManagerClient, arn: string, clock: Clock) {
    this.client = client;
    this.arn = arn;
    this.clock = clock;
  }

  /** @throws RexError CONFIG_INVALID when the secret has no text. */
  value(): Promise<string> {
    const now = this.clock.now();
    if (!this.kept || this.kept.until <= now) {
      const value = this.fetch().catch((error) => {
        this.kept = undefined;
        throw error;
      });
      this.kept = { value, until: addMs(now, KEPT_MS) };
    }
    return this.kept.value;
  }

  private async fetch(): Promise<string> {
    const { SecretString } = await this.client.send(new GetSecretValueCommand({ SecretId: this.arn }));
    if (!SecretString) throw new RexError('CONFIG_INVALID', `The secret ${this.arn} is empty.`);
    return SecretString;
  }
}
