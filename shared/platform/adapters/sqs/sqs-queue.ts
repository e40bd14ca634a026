import { type MessageAttributeValue, SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { chunksOf } from '../../../kernel/concurrency.ts';
import { RexError } from '../../../kernel/errors.ts';
import { currentTrace } from '../../../kernel/trace.ts';
import type { Queue } from '../../ports/queues.ts';

/** The trace of what caused the message, for its consumer. */
function traceAttributes(): Record<string, MessageAttributeValue> | undefined {
  const trace = currentTrace();
  return trace && { correlationId: { DataType: 'String', StringValue: trace.correlationId } };
}

/** The two code points that JSON does not escape and SQS refuses, because XML 1.0 does not allow them. */
const NOT_IN_XML = /[\ufffe\uffff]/g;
const bodyOf = (message: object): string =>
  JSON.stringify(message).replace(NOT_IN_XML, (char) => `\\u${char.charCodeAt(0).toString(16)}`);

/** SQS takes ten messages a call. */
const BATCH = 10;

/**
 * A standard queue with fair scheduling: the workspace is the message group, so that SQS serves the messages of a
 * quiet workspace before the backlog of a busy one.
 */
export class SqsQueue<M extends { readonly workspace: string }> implements Queue<M> {
  private readonly client: SQSClient;
  private readonly url: string;

  constructor(client: SQSClient, url: string) {
    this.client = client;
    this.url = url;
  }

  async send(messages: readonly M[], { delaySeconds }: { delaySeconds?: number } = {}): Promise<void> {
    for (const chunk of chunksOf(messages, BATCH)) {
      const { Failed = [] } = await this.client.send(
        new SendMessageBatchCommand({
          QueueUrl: this.url,
          Entries: chunk.map((message, i) => ({
            Id: String(i),
            MessageBody: bodyOf(message),
            MessageGroupId: message.workspace,
            DelaySeconds: delaySeconds,
            MessageAttributes: traceAttributes(),
          })),
        }),
      );
      if (Failed.length > 0) {
        throw new RexError(
          'PROVIDER_UNAVAILABLE',
          `SQS did not take ${Failed.length} of ${chunk.length} messages.`,
        );
      }
    }
  }
}
