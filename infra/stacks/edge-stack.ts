import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { CorsHttpMethod, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { useRecords, verifyTokens } from '../capabilities.ts';
import type { Deployment } from '../config.ts';
import { ALARM_PERIOD, raiseAlarm } from '../constructs/alarm.ts';
import { type FunctionPlatform, RexFunction } from '../constructs/rex-function.ts';
import { Shield } from '../constructs/shield.ts';
import type { SignIn } from '../constructs/sign-in.ts';

/** What pages may send, and what they may read of an answer beyond its body. */
const ACCEPTED_HEADERS = ['authorization', 'content-type', 'idempotency-key', 'if-match', 'x-correlation-id'];
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

export interface EdgeStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly platform: FunctionPlatform;
  readonly signIn: SignIn;
  /** Where the tickets for the WebSocket are. */
  readonly records: ITable;
}

/**
 * The HTTP API without its routes, and what decides who may call. It stands alone because mail carries links to it:
 * the functions that write mail need its address, and the functions behind it need their queues.
 */
export class EdgeStack extends Stack {
  readonly httpApi: HttpApi;
  readonly baseUrl: string;
  /** For both APIs. */
  readonly authorizer: RexFunction;

  constructor(
    scope: Construct,
    id: string,
    { deployment, platform, signIn, records, ...props }: EdgeStackProps,
  ) {
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
    this.authorizer = new RexFunction(this, 'http/authorizer', platform, {
      uses: [
        verifyTokens(signIn.issuer, signIn.audience),
        // A ticket is good once: it is deleted when it is shown.
        useRecords(records, ['DeleteItem']),
      ],
      timeout: Duration.seconds(5),
    });
    this.baseUrl = deployment.shield
      ? new Shield(this, 'Shield', { api: this.httpApi, limit: deployment.shieldLimit }).url
      : this.httpApi.apiEndpoint;
    new CfnOutput(this, 'ApiUrl', { value: this.baseUrl });
    raiseAlarm(this, 'ServerErrors', {
      metric: this.httpApi.metricServerError({ period: ALARM_PERIOD, statistic: 'Sum' }),
      threshold: 1,
      impact: 'The HTTPS API answered with 5xx: callers see failures.',
      topic: platform.alarmTopic,
    });
  }
}
