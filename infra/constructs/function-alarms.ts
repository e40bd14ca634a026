import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ALARM_PERIOD, raiseAlarm } from './alarm.ts';

/** Metrics that Lambda writes without a dimension: they count all functions of the account in the Region. */
const ALARMS = {
  Errors:
    'A Lambda function of this account failed. What it was called for is tried again or is in a dead-letter queue. ' +
    'The metric Errors by FunctionName in CloudWatch names the function; its log says why.',
  Throttles:
    "Lambda functions of this account are throttled: work waits. Raise the account's Lambda concurrency or look for a flood.",
};

/** Two alarms for all functions: an alarm for each of them would be most of what an idle deployment costs. */
export function raiseFunctionAlarms(scope: Construct, topic: ITopic): void {
  for (const [metricName, impact] of Object.entries(ALARMS)) {
    const metric = new Metric({
      namespace: 'AWS/Lambda',
      metricName,
      statistic: 'Sum',
      period: ALARM_PERIOD,
    });
    raiseAlarm(scope, `Function${metricName}`, { metric, threshold: 1, impact, topic });
  }
}
