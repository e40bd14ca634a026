import { CorsHttpMethod, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { WORKSPACE_HEADER } from '../../shared/members/contract/workspace-header.ts';
import { SIGNED_IN_PATH } from '../../shared/platform/contract/sign-in.ts';
import type { Deployment } from '../config.ts';
import { ConsoleSite } from '../constructs/console-site.ts';
import { clientOf, type SignIn } from '../constructs/sign-in.ts';

/** What pages may send, and what they may read of an answer beyond its body. */
const ACCEPTED_HEADERS = [
  'authorization',
  'content-type',
  'idempotency-key',
  'if-match',
  WORKSPACE_HEADER,
  'x-correlation-id',
];
const EXPOSED_HEADERS = [
  'allow',
  'etag',
  'location',
  'retry-after',
  'www-authenticate',
  'x-correlation-id',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
];

export interface FrontStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly signIn: SignIn;
  /** The folder of the web console; without it there is none. */
  readonly web: string | undefined;
}

/**
 * The HTTP API without its routes, and the web console before it. What else there is names them: the
 * authorizer takes the console's tokens, and mail carries links to the API.
 */
export class FrontStack extends Stack {
  readonly httpApi: HttpApi;
  /** The web console, as the issuer knows it. */
  readonly clientId: string;
  /** Origins of pages that may call the API, upload files, and be returned to after a sign-in. */
  readonly consoleOrigins: readonly string[];
  /** Where links lead to: an address of its own, else that of CloudFront; undefined without either. */
  readonly consoleUrl: string | undefined;

  constructor(scope: Construct, id: string, { deployment, signIn, web, ...props }: FrontStackProps) {
    super(scope, id, props);
    this.httpApi = new HttpApi(this, 'HttpApi', {
      apiName: 'rex',
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: deployment.consoleOrigin,
        allowMethods: [CorsHttpMethod.ANY],
        allowHeaders: ACCEPTED_HEADERS,
        exposeHeaders: EXPOSED_HEADERS,
        maxAge: Duration.hours(1),
      },
    });
    const site = web === undefined ? undefined : new ConsoleSite(this, 'Console', { api: this.httpApi, web });
    this.consoleOrigins = [...deployment.consoleOrigin, ...(site ? [site.url] : [])];
    this.consoleUrl = deployment.consoleOrigin.find((origin) => origin.startsWith('https:')) ?? site?.url;
    this.clientId = new UserPoolClient(this, 'Client', {
      userPool: signIn.pool,
      ...clientOf({
        callbackUrls: this.consoleOrigins.map((origin) => origin + SIGNED_IN_PATH),
        logoutUrls: this.consoleOrigins.map((origin) => `${origin}/`),
      }),
    }).userPoolClientId;
    if (site) new CfnOutput(this, 'ConsoleUrl', { value: site.url });
  }
}
