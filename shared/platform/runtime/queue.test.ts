import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { RexError } from '../../kernel/errors.ts';
import { currentTrace } from '../../kernel/trace.ts';
import { snsEnvelope } from '../contract/envelope.ts';
import { queueBatchHandler, queueHandler } from './queue.ts';

const INVOCATION = { awsRequestId: 'invocation' };
const schema = z.object({ n: z.number() });
const record = (messageId: string, body: string) => ({ messageId, body });
const event = {
  Records: [record('a', '{"n":1}'), record('b', '{"n":'), record('c', '{"n":"x"}'), record('d', '{"n":2}')],
};
const failedIds = (response: { batchItemFailures: readonly { itemIdentifier: string }[] }) =>
  response.batchItemFailures.map((failure) => failure.itemIdentifier);

describe('queueHandler', () => {
  it('handles valid messages and leaves the others on the queue', async () => {
    const seen: string[] = [];
    const handler = queueHandler(schema, async ({ n }, { correlationId }) => {
      seen.push(`${correlationId}:${n}`);
    });
    expect(failedIds(await handler(event))).toEqual(['b', 'c']);
    expect(seen).toEqual(['a:1', 'd:2']);
  });

  it.each([
    ['drop', new RexError('NOT_FOUND', 'Gone.'), []],
    ['retry', new RexError('VERSION_CONFLICT', 'Again.'), ['a']],
    ['dead-letter', new RexError('RECORD_INVALID', 'Bad.'), ['a']],
    ['an unknown failure', new TypeError('x is not a function'), ['a']],
    ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), ['a']],
  ])('does with a failure what its code says: %s', async (_, failure, kept) => {
    const handler = queueHandler(schema, async () => {
      throw failure;
    });
    expect(failedIds(await handler({ Records: [record('a', '{"n":1}')] }))).toEqual(kept);
  });
});

describe('queueBatchHandler', () => {
  it('passes valid messages on as one batch, and reports both kinds of failure', async () => {
    const handler = queueBatchHandler(schema, async (messages) => {
      expect(currentTrace()?.causationId).toBe(INVOCATION.awsRequestId);
      expect(messages).toEqual([
        { id: 'a', message: { n: 1 } },
        { id: 'd', message: { n: 2 } },
      ]);
      return [{ ids: ['d'], failure: new Error('no') }];
    });
    expect(failedIds(await handler(event, INVOCATION))).toEqual(['b', 'c', 'd']);
  });

  it('does with each message what its own failure says: what may be dropped takes nothing along', async () => {
    const handler = queueBatchHandler(schema, async () => [
      { ids: ['a', 'b'], failure: new RexError('NOT_FOUND', 'Gone.') },
      { ids: ['c'], failure: new RexError('VERSION_CONFLICT', 'Again.') },
      { ids: ['c', 'd'], failure: new RexError('RECORD_INVALID', 'Bad.') },
    ]);
    const Records = ['a', 'b', 'c', 'd', 'e'].map((id) => record(id, '{"n":1}'));
    expect(failedIds(await handler({ Records }, INVOCATION))).toEqual(['c', 'd']);
  });

  it('leaves the whole batch on the queue when the batch failed', async () => {
    const handler = queueBatchHandler(schema, async () => {
      throw new Error('no');
    });
    expect(failedIds(await handler(event, INVOCATION)).sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('snsEnvelope', () => {
  it('parses the JSON inside the JSON', async () => {
    const seen: number[] = [];
    const handler = queueHandler(snsEnvelope(schema), async ({ n }) => {
      seen.push(n);
    });
    const Records = [
      record('a', JSON.stringify({ Type: 'Notification', Message: '{"n":5}' })),
      record('b', JSON.stringify({ Type: 'Notification', Message: 'hello' })),
    ];
    expect(failedIds(await handler({ Records }))).toEqual(['b']);
    expect(seen).toEqual([5]);
  });
});
