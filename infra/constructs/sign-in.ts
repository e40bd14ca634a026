import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  type OAuthSettings,
  StringAttribute,
  UserPool,
  type UserPoolClientOptions,
} from 'aws-cdk-lib/aws-cognito';
import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { callbackUrl, SIGN_IN_PORTS, SIGN_IN_SCOPES } from '../../shared/platform/contract/sign-in.ts';
import { PREFIX } from '../names.ts';
import { acknowledge } from './acknowledge.ts';

/**
 * People. Whoever makes them here may give them a workspace and a role; memberships that are made in Rex (`shared/members`)
 * need neither.
 */
export class SignIn extends Construct {
  readonly issuer: string;
  readonly audience: string;
  readonly userPoolId: string;
  readonly pool: UserPool;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const pool = new UserPool(this, 'People', {
      signInAliases: { email: true },
      selfSignUpEnabled: false,
      customAttributes: {
        workspace: new StringAttribute({ minLen: 1, maxLen: 64, mutable: false }),
        role: new StringAttribute({ minLen: 1, maxLen: 32, mutable: true }),
      },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        // As long as an invitation to a workspace.
        tempPasswordValidity: Duration.days(7),
      },
      userInvitation: {
        emailSubject: 'Your account of Rex',
        emailBody:
          'You are invited to Rex. Sign in as {username} with this first password, and change it then: {####}<br>The link is in another mail.',
      },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      pool,
      'COG8',
      'The Plus plan is billed per user; a second factor is required of everyone instead.',
    );
    const client = pool.addClient('Console', clientOf({ callbackUrls: SIGN_IN_PORTS.map(callbackUrl) }));
    this.issuer = `https://cognito-idp.${Aws.REGION}.amazonaws.com/${pool.userPoolId}`;
    this.audience = client.userPoolClientId;
    signInPages(pool);
    this.userPoolId = pool.userPoolId;
    this.pool = pool;
  }
}

/** A program that keeps no secret, on a machine or in a browser: it proves by PKCE that a code is its own. */
export const clientOf = (
  returns: Required<Pick<OAuthSettings, 'callbackUrls'>> & Pick<OAuthSettings, 'logoutUrls'>,
): UserPoolClientOptions => ({
  authFlows: { userSrp: true },
  generateSecret: false,
  oAuth: {
    flows: { authorizationCodeGrant: true },
    scopes: SIGN_IN_SCOPES.map((scope) => OAuthScope.custom(scope)),
    ...returns,
  },
  enableTokenRevocation: true,
  preventUserExistenceErrors: true,
  accessTokenValidity: Duration.hours(1),
  idTokenValidity: Duration.hours(1),
  refreshTokenValidity: Duration.days(7),
  readAttributes: new ClientAttributes()
    .withStandardAttributes({ email: true, emailVerified: true })
    .withCustomAttributes('workspace', 'role'),
  // Nobody may move to another workspace or raise their own role with their own token.
  writeAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
});

/** The pages where people type their password. Their name must be free in the whole Region: the stack's own id is in it. */
function signInPages(pool: UserPool): void {
  const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  pool.addDomain('Pages', {
    cognitoDomain: { domainPrefix: `${PREFIX}-${Fn.select(0, Fn.split('-', stackUuid))}` },
    // The newer pages show nothing until somebody has made a style for each client.
    managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI,
  });
}
