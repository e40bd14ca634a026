import type {
  AdminCreateUserCommandInput,
  AdminCreateUserCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider/dist-types/index.js';
import { Client, type Service } from '../client.ts';
import { JsonCommand } from '../json.ts';
import { ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';

export type * from '@aws-sdk/client-cognito-identity-provider/dist-types/index.js';

export class UnsupportedUserStateException extends ServiceException {}
export class UsernameExistsException extends ServiceException {}

const COGNITO: Service = {
  id: 'COGNITO_IDENTITY_PROVIDER',
  host: 'cognito-idp',
  signing: 'cognito-idp',
  exceptions: {
    base: ServiceException,
    named: { UnsupportedUserStateException, UsernameExistsException },
  },
};

export class CognitoIdentityProviderClient extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, COGNITO);
  }
}

export class AdminCreateUserCommand extends JsonCommand<
  AdminCreateUserCommandInput,
  AdminCreateUserCommandOutput
> {
  protected readonly service = { version: '1.1', target: 'AWSCognitoIdentityProviderService' } as const;
  protected readonly operation = 'AdminCreateUser';
}
