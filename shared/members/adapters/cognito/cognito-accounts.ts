import {
  AdminCreateUserCommand,
  type CognitoIdentityProviderClient,
  UnsupportedUserStateException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Accounts } from '../../app/ports/accounts.ts';

/**
 * Accounts of the user pool, in which nobody can sign up by themselves. Cognito mails the first password itself: nobody else
 * knows it, and to have got it proves the address. Without that mail (`SUPPRESS`) nobody could sign in, since an account whose
 * first password was never used cannot ask for another one.
 */
export class CognitoAccounts implements Accounts {
  private readonly client: CognitoIdentityProviderClient;
  private readonly userPoolId: string;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string) {
    this.client = client;
    this.userPoolId = userPoolId;
  }

  async ensure(email: string): Promise<void> {
    const user = { UserPoolId: this.userPoolId, Username: email };
    try {
      await this.client.send(
        new AdminCreateUserCommand({
          ...user,
          DesiredDeliveryMediums: ['EMAIL'],
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
          ],
        }),
      );
    } catch (error) {
      if (!(error instanceof UsernameExistsException)) throw error;
      await this.sendAgain(user);
    }
  }

  /** The first password may have been lost, or be too old. */
  private async sendAgain(user: { readonly UserPoolId: string; readonly Username: string }): Promise<void> {
    try {
      await this.client.send(
        new AdminCreateUserCommand({ ...user, DesiredDeliveryMediums: ['EMAIL'], MessageAction: 'RESEND' }),
      );
    } catch (error) {
      // They have signed in before, with a password of their own.
      if (!(error instanceof UnsupportedUserStateException)) throw error;
    }
  }
}
