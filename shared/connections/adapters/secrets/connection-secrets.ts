import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { RexError } from '../../../kernel/errors.ts';
import type { ConnectionSecrets } from '../../app/ports/stores.ts';
import { type StoredSecret, storedSecretSchema } from '../../domain/connection.ts';

interface Of {
  readonly workspace: string;
  readonly id: string;
}

export class SecretsManagerConnectionSecrets implements ConnectionSecrets {
  private readonly client: SecretsManagerClient;
  private readonly prefix: string;

  /** @param prefix such as `rex/connections` */
  constructor(client: SecretsManagerClient, prefix: string) {
    this.client = client;
    this.prefix = prefix;
  }

  /** @throws RexError RECORD_INVALID, which does not quote it */
  async get(of: Of): Promise<StoredSecret | undefined> {
    const name = this.nameOf(of);
    const text = await this.client
      .send(new GetSecretValueCommand({ SecretId: name }))
      .then(({ SecretString = '' }) => SecretString, ifMissing(undefined));
    if (text === undefined) return undefined;
    try {
      return storedSecretSchema.parse(JSON.parse(text));
    } catch {
      throw new RexError('RECORD_INVALID', `The secret ${name} is not as Rex writes it.`);
    }
  }

  async create(of: Of, secret: StoredSecret): Promise<void> {
    try {
      await this.client.send(
        new CreateSecretCommand({
          Name: this.nameOf(of),
          Description: 'Credentials of an account that a workspace connected',
          SecretString: JSON.stringify(secret),
        }),
      );
    } catch (error) {
      if (!(error instanceof ResourceExistsException)) throw error;
      await this.put(of, secret);
    }
  }

  async put(of: Of, secret: StoredSecret): Promise<void> {
    const SecretString = JSON.stringify(secret);
    await this.client.send(new PutSecretValueCommand({ SecretId: this.nameOf(of), SecretString }));
  }

  async remove(of: Of): Promise<void> {
    const SecretId = this.nameOf(of);
    await this.client
      .send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
      .catch(ifMissing(undefined));
  }

  private nameOf({ workspace, id }: Of): string {
    return `${this.prefix}/${workspace}/${id}`;
  }
}

const ifMissing =
  <T>(otherwise: T) =>
  (error: unknown): T => {
    if (error instanceof ResourceNotFoundException) return otherwise;
    throw error;
  };
