import { randomUUID } from 'node:crypto';
import type {
  CreateSecretCommandInput,
  CreateSecretCommandOutput,
  DeleteSecretCommandInput,
  DeleteSecretCommandOutput,
  GetSecretValueCommandInput,
  GetSecretValueCommandOutput,
  PutSecretValueCommandInput,
  PutSecretValueCommandOutput,
} from '@aws-sdk/client-secrets-manager/dist-types/index.js';
import { Client, type Service } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { JsonCommand } from '../json.ts';
import { ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';

export type * from '@aws-sdk/client-secrets-manager/dist-types/index.js';

export class ResourceExistsException extends ServiceException {}
export class ResourceNotFoundException extends ServiceException {}

const PROTOCOL = { version: '1.1', target: 'secretsmanager' } as const;

const SECRETS_MANAGER: Service = {
  id: 'SECRETS_MANAGER',
  host: 'secretsmanager',
  signing: 'secretsmanager',
  exceptions: { base: ServiceException, named: { ResourceExistsException, ResourceNotFoundException } },
};

export class SecretsManagerClient extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, SECRETS_MANAGER);
  }
}

export class GetSecretValueCommand extends JsonCommand<
  GetSecretValueCommandInput,
  GetSecretValueCommandOutput
> {
  protected readonly service = PROTOCOL;
  protected readonly operation = 'GetSecretValue';
  protected override readonly times = ['CreatedDate'];

  override output(answer: HttpAnswer): GetSecretValueCommandOutput {
    const { SecretBinary, ...result } = super.output(answer);
    return SecretBinary === undefined
      ? result
      : { ...result, SecretBinary: Uint8Array.from(Buffer.from(String(SecretBinary), 'base64')) };
  }
}

/** A repeat after a lost answer has the same token, by which Secrets Manager knows it again. */
export class CreateSecretCommand extends JsonCommand<CreateSecretCommandInput, CreateSecretCommandOutput> {
  protected readonly service = PROTOCOL;
  protected readonly operation = 'CreateSecret';

  constructor(input: CreateSecretCommandInput) {
    super({ ...input, ClientRequestToken: input.ClientRequestToken ?? randomUUID() });
  }
}

export class PutSecretValueCommand extends JsonCommand<
  PutSecretValueCommandInput,
  PutSecretValueCommandOutput
> {
  protected readonly service = PROTOCOL;
  protected readonly operation = 'PutSecretValue';

  constructor(input: PutSecretValueCommandInput) {
    super({ ...input, ClientRequestToken: input.ClientRequestToken ?? randomUUID() });
  }
}

export class DeleteSecretCommand extends JsonCommand<DeleteSecretCommandInput, DeleteSecretCommandOutput> {
  protected readonly service = PROTOCOL;
  protected readonly operation = 'DeleteSecret';
  protected override readonly times = ['DeletionDate'];
}
