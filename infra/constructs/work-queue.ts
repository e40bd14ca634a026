import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { PREFIX, type WorkQueueName } from '../names.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { RexFunction } from './rex-function.ts';

/** Deliveries before a message counts as undeliverable: one crash or deployment must not spend them all. */
const MAX_RECEIVES = 5;
/** AWS's advice for Lambda consumers: room for retries of a throttled invocation within one delivery. */
const VISIBILITY_PER_TIMEOUT = 6;

export interface WorkQueueProps {
  readonly name: WorkQueueName;
  /** The longest that its consumer may work on one batch. */
  readonly workTimeout: Duration;
  /** A sentence for whoever is woken up: what does not happen while messages are dead. */
  readonly impact: string;
  readonly alarmTopic: ITopic;
}

export interface Consumption {
  readonly batchSize: number;
  readonly window?: Duration;
  /** Batches at work at once; SQS allows no fewer than 2. */
  readonly maxConcurrency?: number;
}

/** A queue that cannot be had without its dead-letter queue, the alarm on it, and a sentence on what it means. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly dead: DeadLetterQueue;
  readonly #workTimeout: Duration;

  constructor(scope: Construct, id: string, { name, workTimeout, impact, alarmTopic }: WorkQueueProps) {
    super(scope, id);
    this.#workTimeout = workTimeout;
    this.dead = new DeadLetterQueue(this, 'Dead', { name, impact, alarmTopic });
    this.queue = new Queue(this, 'Queue', {
      queueName: `${PREFIX}-${name}`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(workTimeout.toSeconds() * VISIBILITY_PER_TIMEOUT),
      deadLetterQueue: { queue: this.dead.queue, maxReceiveCount: MAX_RECEIVES },
    });
  }

  /** @throws when the function may run for longer than the queue was made for. */
  consumeWith(consumer: RexFunction, { batchSize, window, maxConcurrency }: Consumption): void {
    if (consumer.timeout.toSeconds() > this.#workTimeout.toSeconds()) {
      throw new Error(
        `${consumer.functionPath} may run for longer than ${this.node.path} allows (workTimeout).`,
      );
    }
    consumer.function.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        ...(window && { maxBatchingWindow: window }),
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
