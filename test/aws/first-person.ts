import { randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth } from 'cognito-srp-helper';
import { TOTP } from 'otpauth';

export interface Pool {
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

export interface Invited {
  readonly username: string;
  /** The ID token. */
  readonly token: string;
}

/**
 * Invites somebody as the README says, and signs them in as they would: password by SRP, a second factor set up at the
 * first sign-in.
 */
export async function inviteAndSignIn(
  pool: Pool,
  { username, workspace }: { username: string; workspace: string },
): Promise<Invited> {
  const cognito = new CognitoIdentityProviderClient({ region: pool.region });
  const { userPoolId: UserPoolId, clientId: ClientId } = pool;
  const password = `${randomBytes(18).toString('base64url')}aA1!`;
  await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: username,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: username },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'custom:workspace', Value: workspace },
        { Name: 'custom:role', Value: 'owner' },
      ],
    }),
  );
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: username, Password: password, Permanent: true }),
  );
  const session = createSrpSession(username, password, UserPoolId, false);
  const begun = await cognito.send(
    new InitiateAuthCommand(
      wrapInitiateAuth(session, {
        ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: username },
      }),
    ),
  );
  const signed = signSrpSession(session, begun);
  const verified = await cognito.send(
    new RespondToAuthChallengeCommand(
      wrapAuthChallenge(signed, {
        ClientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: { USERNAME: begun.ChallengeParameters?.['USER_ID_FOR_SRP'] ?? username },
        Session: begun.Session,
      }),
    ),
  );
  if (verified.AuthenticationResult) return { username, token: idTokenOf(verified.AuthenticationResult) };
  if (verified.ChallengeName !== 'MFA_SETUP') {
    throw new Error(`Cognito asks for ${verified.ChallengeName}, which a first sign-in does not.`);
  }
  const secret = await cognito.send(new AssociateSoftwareTokenCommand({ Session: verified.Session }));
  const code = new TOTP({ secret: secret.SecretCode ?? '' }).generate();
  const told = await cognito.send(
    new VerifySoftwareTokenCommand({ Session: secret.Session, UserCode: code }),
  );
  const done = await cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'MFA_SETUP',
      ChallengeResponses: { USERNAME: username },
      Session: told.Session,
    }),
  );
  return { username, token: idTokenOf(done.AuthenticationResult) };
}

export async function uninvite({ region, userPoolId }: Pool, username: string): Promise<void> {
  const cognito = new CognitoIdentityProviderClient({ region });
  await cognito.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: username }));
}

function idTokenOf(result: AuthenticationResultType | undefined): string {
  if (!result?.IdToken) throw new Error('Cognito signed the person in and gave no ID token.');
  return result.IdToken;
}
