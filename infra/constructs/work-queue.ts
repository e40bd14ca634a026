import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { QUEUE_ROWS } from '../../shared/api/contract/queues.ts';
import type { QueueContract } from '../../shared/kernel/contract/queue-contract.ts';
import { PREFIX } from '../names.ts';
import type { Capability } from './capability.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { type FunctionPlatform, RexFunction } from './rex-function.ts';

/** Deliveries before a message counts as undeliverable: one crash or deployment must not spend them all. */
const MAX_RECEIVES = 5;
/** AWS's advice for Lambda consumers: room for retries of a throttled invocation within one delivery. */
const VISIBILITY_PER_TIMEOUT = 6;

export interface WorkQueueProps {
  readonly name: string;
  readonly platform: FunctionPlatform;
}

/** As constructs are named. */
export const titled = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** A queue as its row in `QUEUES` says, with its dead-letter queue and the alarm on that. */
export class WorkQueue extends Construct {
  readonly name: string;
  readonly queue: Queue;
  readonly dead: DeadLetterQueue;
  readonly #row: QueueContract;
  readonly #platform: FunctionPlatform;

  constructor(scope: Construct, id: string, { name, platform }: WorkQueueProps) {
    super(scope, id);
    const row = QUEUE_ROWS[name];
    if (!row) throw new Error(`There is no queue ${name}.`);
    this.name = name;
    this.#row = row;
    this.#platform = platform;
    this.dead = new DeadLetterQueue(this, 'Dead', {
      name,
      impact: row.impact,
      alarmTopic: platform.alarmTopic,
    });
    this.queue = new Queue(this, 'Queue', {
      queueName: `${PREFIX}-${name}`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(row.workSeconds * VISIBILITY_PER_TIMEOUT),
      deadLetterQueue: { queue: this.dead.queue, maxReceiveCount: MAX_RECEIVES },
    });
  }

  /** Has `functions/consumers/<name>` work on it, which may do what `uses` says. */
  consume(uses: readonly Capability[]): void {
    const { workSeconds, memoryMb, batchSize, windowSeconds, maxConcurrency } = this.#row;
    const consumer = new RexFunction(Stack.of(this), `consumers/${this.name}`, this.#platform, {
      uses,
      timeout: Duration.seconds(workSeconds),
      ...(memoryMb && { memoryMb }),
    });
    consumer.function.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        ...(windowSeconds && { maxBatchingWindow: Duration.seconds(windowSeconds) }),
        ...(maxConcurrency && { maxConcurrency }),
        reportBatchItemFailures: true,
      }),
    );
  }

  /**
   * What SNS cannot deliver joins the queue's own dead letters: both have the same form (an SNS envelope), so one
   * redrive brings both back.
   */
  subscribeTo(topic: ITopic): void {
    topic.addSubscription(
      new SqsSubscription(this.queue, { rawMessageDelivery: false, deadLetterQueue: this.dead.queue }),
    );
  }
}
