import {
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadMessage, DeadQueues } from '../../app/ports/dead-letters.ts';
import type { DeadLetter } from '../../domain/dead-letter.ts';

const BATCH = 10;
/** Longer than a round takes: nobody else gets the same message meanwhile. */
const HIDDEN_SECONDS = 120;

export interface DeadQueueNames {
  /** Queues whose messages can be put back: their dead letters lie in `<name>-dead`. */
  readonly replayable: readonly string[];
  /** What else has dead letters: streams, schedules, pushes. */
  readonly others: readonly string[];
  /** What does not happen while messages of a queue are dead. */
  readonly impactOf: (queue: string) => string | undefined;
}

export class SqsDeadQueues implements DeadQueues {
  readonly names: readonly string[];
  readonly impactOf: DeadQueueNames['impactOf'];
  private readonly client: SQSClient;
  private readonly replayable: ReadonlySet<string>;
  private readonly urls = new Map<string, Promise<string>>();

  constructor(client: SQSClient, { replayable, others, impactOf }: DeadQueueNames) {
    this.client = client;
    this.replayable = new Set(replayable);
    this.impactOf = impactOf;
    this.names = [...replayable, ...others];
  }

  async receive(queue: string): Promise<DeadMessage[]> {
    const { Messages = [] } = await this.client.send(
      new ReceiveMessageCommand({
        QueueUrl: await this.urlOf(`${queue}-dead`),
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: HIDDEN_SECONDS,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
      }),
    );
    return Messages.map(
      ({ MessageId = '', Body = '', ReceiptHandle = '', Attributes, MessageAttributes }) => ({
        id: MessageId,
        body: Body,
        receipt: ReceiptHandle,
        correlationId: MessageAttributes?.['correlationId']?.StringValue,
        // The count goes on in the dead-letter queue: this receive is not a try.
        receives: Math.max(1, Number(Attributes?.ApproximateReceiveCount ?? 1) - 1),
        sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)),
      }),
    );
  }

  async remove(queue: string, receipts: readonly string[]): Promise<void> {
    await this.client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: await this.urlOf(`${queue}-dead`),
        Entries: receipts.map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle })),
      }),
    );
  }

  canReplay(queue: string): boolean {
    return this.replayable.has(queue);
  }

  async replay({ queue, body, correlationId, workspace }: DeadLetter): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: await this.urlOf(queue),
        MessageBody: body,
        MessageGroupId: workspace,
        ...(correlationId === undefined
          ? {}
          : { MessageAttributes: { correlationId: { DataType: 'String', StringValue: correlationId } } }),
      }),
    );
  }

  private urlOf(name: string): Promise<string> {
    const known = this.urls.get(name);
    if (known) return known;
    const url = this.client
      .send(new GetQueueUrlCommand({ QueueName: name }))
      .then(({ QueueUrl = '' }) => QueueUrl);
    this.urls.set(name, url);
    url.catch(() => this.urls.delete(name));
    return url;
  }
}
