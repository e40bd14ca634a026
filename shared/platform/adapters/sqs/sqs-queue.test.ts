import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../../test/support/aws.ts';
import { SqsQueue } from './sqs-queue.ts';

describe('SqsQueue', () => {
  let aws: TestAws;
  /** What goes over the wire: fauxqs takes a group on a standard queue, but does not give it back. */
  const groups: unknown[] = [];
  beforeAll(async () => {
    aws = await startTestAws();
    aws.sqs.middlewareStack.add(
      (next) => async (args) => {
        for (const entry of 'Entries' in args.input ? (args.input.Entries ?? []) : []) {
          if ('MessageGroupId' in entry) groups.push(entry.MessageGroupId);
        }
        return next(args);
      },
      { step: 'initialize' },
    );
  });
  afterAll(() => aws.stop());

  it('sends any number of messages to a standard queue, each in the group of its workspace', async () => {
    const { queueUrl } = aws.fauxqs.createQueue('fair');
    const messages = Array.from({ length: 23 }, (_, n) => ({ workspace: n % 2 ? 'odd' : 'even', n }));
    await new SqsQueue<(typeof messages)[number]>(aws.sqs, queueUrl).send(messages);
    const received: typeof messages = [];
    for (let left = 3; left > 0; left--) {
      const { Messages = [] } = await aws.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
      );
      received.push(...Messages.map(({ Body = '' }) => JSON.parse(Body)));
    }
    expect(received.toSorted((a, b) => a.n - b.n)).toEqual(messages);
    expect(groups).toEqual(messages.map(({ workspace }) => workspace));
  });
});
