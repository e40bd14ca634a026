import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

export const ALARM_PERIOD = Duration.minutes(5);

export interface AlarmProps {
  readonly metric: IMetric;
  /** The alarm goes off at this value or above. */
  readonly threshold: number;
  /** What it means for people when this goes off. */
  readonly impact: string;
  readonly topic: ITopic;
}

export function raiseAlarm(
  scope: Construct,
  id: string,
  { metric, threshold, impact, topic }: AlarmProps,
): Alarm {
  const alarm = new Alarm(scope, id, {
    metric,
    threshold,
    alarmDescription: impact,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  return alarm;
}
