import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { PREFIX } from '../names.ts';

const COMMON = {
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  routeKey: '$context.routeKey',
  status: '$context.status',
  sourceIp: '$context.identity.sourceIp',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
};
/** The route, never the path: paths hold unsubscribe tokens. No header of the request is logged. */
const FIELDS = {
  http: { ...COMMON, responseLength: '$context.responseLength', latencyMs: '$context.responseLatency' },
  websocket: { ...COMMON, eventType: '$context.eventType', connectionId: '$context.connectionId' },
};

/** Who called what, and how it was answered, for three months. */
export function accessLog(scope: Construct, id: string, kind: keyof typeof FIELDS): IAccessLogSettings {
  const logGroup = new LogGroup(scope, id, {
    logGroupName: `/aws/apigateway/${PREFIX}-${kind}`,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return {
    destination: new LogGroupLogDestination(logGroup),
    format: AccessLogFormat.custom(JSON.stringify(FIELDS[kind])),
  };
}
