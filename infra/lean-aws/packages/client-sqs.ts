import { createHash } from 'node:crypto';
import type * as sqs from '@aws-sdk/client-sqs/dist-types/index.js';
import { Client, type Service } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { JsonCommand } from '../json.ts';
import { ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';

export type * from '@aws-sdk/client-sqs/dist-types/index.js';

const SQS: Service = {
  id: 'SQS',
  host: 'sqs',
  signing: 'sqs',
  exceptions: { base: ServiceException },
};

export class SQSClient extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, SQS);
  }
}

abstract class SqsCommand<I extends object, O extends object> extends JsonCommand<I, O> {
  protected readonly service = { version: '1.0', target: 'AmazonSQS', wasQuery: true } as const;

  /** What SQS has is what was sent. @throws like the SDK when its checksum says that it is not */
  protected intact(result: O, _input: I): boolean {
    return Object.keys(result).length >= 0;
  }

  override output(answer: HttpAnswer): O {
    const result = super.output(answer);
    if (!this.intact(result, this.input)) throw new Error('Invalid MD5 checksum on messages.');
    return result;
  }
}

export class GetQueueUrlCommand extends SqsCommand<
  sqs.GetQueueUrlCommandInput,
  sqs.GetQueueUrlCommandOutput
> {
  protected readonly operation = 'GetQueueUrl';
}

export class DeleteMessageBatchCommand extends SqsCommand<
  sqs.DeleteMessageBatchCommandInput,
  sqs.DeleteMessageBatchCommandOutput
> {
  protected readonly operation = 'DeleteMessageBatch';
}

export class SendMessageCommand extends SqsCommand<
  sqs.SendMessageCommandInput,
  sqs.SendMessageCommandOutput
> {
  protected readonly operation = 'SendMessage';

  protected override intact(
    { MD5OfMessageBody }: sqs.SendMessageCommandOutput,
    { MessageBody }: sqs.SendMessageCommandInput,
  ) {
    return MD5OfMessageBody === md5(MessageBody);
  }
}

export class SendMessageBatchCommand extends SqsCommand<
  sqs.SendMessageBatchCommandInput,
  sqs.SendMessageBatchCommandOutput
> {
  protected readonly operation = 'SendMessageBatch';

  protected override intact(
    { Successful = [] }: sqs.SendMessageBatchCommandOutput,
    { Entries = [] }: sqs.SendMessageBatchCommandInput,
  ) {
    const bodies = new Map(Entries.map(({ Id, MessageBody }) => [Id, MessageBody]));
    return Successful.every(({ Id, MD5OfMessageBody }) => MD5OfMessageBody === md5(bodies.get(Id)));
  }
}

export class ReceiveMessageCommand extends SqsCommand<
  sqs.ReceiveMessageCommandInput,
  sqs.ReceiveMessageCommandOutput
> {
  protected readonly operation = 'ReceiveMessage';

  protected override intact({ Messages = [] }: sqs.ReceiveMessageCommandOutput) {
    return Messages.every(({ MD5OfBody, Body }) => MD5OfBody === md5(Body));
  }
}

const md5 = (body = ''): string => createHash('md5').update(body).digest('hex');
