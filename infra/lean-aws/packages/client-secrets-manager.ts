import type {
  GetSecretValueCommandInput,
  GetSecretValueCommandOutput,
} from '@aws-sdk/client-secrets-manager/dist-types/index.js';
import { Client, type Service } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { JsonCommand } from '../json.ts';
import { ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';

export type * from '@aws-sdk/client-secrets-manager/dist-types/index.js';

export class ResourceNotFoundException extends ServiceException {}

const SECRETS_MANAGER: Service = {
  id: 'SECRETS_MANAGER',
  host: 'secretsmanager',
  signing: 'secretsmanager',
  exceptions: { base: ServiceException, named: { ResourceNotFoundException } },
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
  protected readonly service = { version: '1.1', target: 'secretsmanager' } as const;
  protected readonly operation = 'GetSecretValue';
  protected override readonly times = ['CreatedDate'];

  override output(answer: HttpAnswer): GetSecretValueCommandOutput {
    const { SecretBinary, ...result } = super.output(answer);
    return SecretBinary === undefined
      ? result
      : { ...result, SecretBinary: Uint8Array.from(Buffer.from(String(SecretBinary), 'base64')) };
  }
}
