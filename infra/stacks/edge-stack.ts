import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { readSecret, useRecords, verifyTokens } from '../capabilities.ts';
import type { Deployment } from '../config.ts';
import { ALARM_PERIOD, raiseAlarm } from '../constructs/alarm.ts';
import { type FunctionPlatform, RexFunction } from '../constructs/rex-function.ts';
import { Shield } from '../constructs/shield.ts';
import type { SignIn } from '../constructs/sign-in.ts';
import type { FrontStack } from './front-stack.ts';

export interface EdgeStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly platform: FunctionPlatform;
  readonly front: FrontStack;
  readonly signIn: SignIn;
  /** Where the tickets for the WebSocket are. */
  readonly records: ITable;
  /** Of outside schedulers. */
  readonly cronSecret: ISecret;
}

/**
 * What decides who may call the HTTP API, and what may stand before it. It stands apart from the routes because mail
 * carries links to the API: the functions that write mail need its address, and the functions behind it need their queues.
 */
export class EdgeStack extends Stack {
  readonly httpApi: HttpApi;
  readonly baseUrl: string;
  /** For both APIs. */
  readonly authorizer: RexFunction;

  constructor(
    scope: Construct,
    id: string,
    { deployment, platform, front, signIn, records, cronSecret, ...props }: EdgeStackProps,
  ) {
    super(scope, id, props);
    this.httpApi = front.httpApi;
    this.authorizer = new RexFunction(this, 'http/authorizer', platform, {
      uses: [
        verifyTokens(signIn.issuer, [signIn.audience, front.clientId]),
        // Memberships are read, the use of an API key is noted, and a ticket is deleted when it is shown.
        useRecords(records, ['BatchGetItem', 'GetItem', 'PutItem', 'DeleteItem']),
        readSecret('CRON_SECRET_ARN', cronSecret),
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
