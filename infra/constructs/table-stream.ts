import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import { raiseAlarm } from './alarm.ts';
import { allow } from './allow.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { RexFunction } from './rex-function.ts';

/** A shard waits while its batch is retried, so a batch is given up long before the stream forgets (24 h). */
const RETRIES = 10;
const OLDEST_ALARM = Duration.minutes(10);

export interface TableStreamProps {
  readonly table: ITable;
  readonly dead: DeadLetterQueue;
  readonly alarmTopic: ITopic;
}

/** Feeds the table's stream to the function: in order per item, in halves when a batch fails. */
export function consumeStream(consumer: RexFunction, { table, dead, alarmTopic }: TableStreamProps): void {
  const { tableStreamArn } = table;
  const { role } = consumer.function;
  if (tableStreamArn === undefined || role === undefined)
    throw new Error(`${table.node.path} has no stream.`);
  allow(role, {
    actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    resources: [tableStreamArn],
  });
  allow(role, {
    actions: ['dynamodb:ListStreams'],
    resources: ['*'],
    wildcardReason: 'Lambda asks for it before it reads any stream, and it has no resource to be limited to.',
  });
  consumer.function.addEventSourceMapping('Stream', {
    eventSourceArn: tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    maxBatchingWindow: Duration.seconds(1),
    bisectBatchOnError: true,
    retryAttempts: RETRIES,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(dead.queue),
  });
  raiseAlarm(consumer, 'Behind', {
    metric: consumer.function.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) }),
    threshold: OLDEST_ALARM.toMilliseconds(),
    impact: 'Events are published late: consoles show an old state.',
    topic: alarmTopic,
  });
}
