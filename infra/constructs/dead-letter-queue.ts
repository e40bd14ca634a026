import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PREFIX } from '../names.ts';
import { acknowledge } from './acknowledge.ts';
import { ALARM_PERIOD, raiseAlarm } from './alarm.ts';

/** The longest that SQS keeps a message: a person has this long to look. */
const DEAD_LETTER_RETENTION = Duration.days(14);

export interface DeadLetterQueueProps {
  /** Of what its messages come from. */
  readonly name: string;
  /** A sentence for whoever is woken up: what does not happen while messages lie here. */
  readonly impact: string;
  readonly alarmTopic: ITopic;
}

/** Where the undeliverable goes. One message is enough to raise the alarm. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { name, impact, alarmTopic }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName: `${PREFIX}-${name}-dead`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: DEAD_LETTER_RETENTION,
    });
    // cdk-nag knows it for one only where another queue names it, and not where a schedule or stream does.
    acknowledge(this.queue, 'SQS3', 'This is a dead-letter queue: a person moves back what lies here.');
    raiseAlarm(this, 'NotEmpty', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: ALARM_PERIOD,
        statistic: 'Maximum',
      }),
      threshold: 1,
      impact,
      topic: alarmTopic,
    });
  }
}
