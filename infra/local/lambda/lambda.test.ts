import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, runFixture } from '../fixture/run.ts';

const MINUTE = 60_000;

describe('functions and their event sources', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await runFixture();
  });
  afterAll(() => fixture.end());

  const send = (body: unknown) =>
    fixture.sqs.send(
      new SendMessageCommand({
        QueueUrl: fixture.queueUrl('fixture-Work'),
        MessageBody: JSON.stringify(body),
      }),
    );

  it('gives a function its own environment and no more, and the virtual time', async () => {
    await fixture.rex.clock.advance(10 * 24 * 60 * MINUTE);
    const answer = await fetch(`${fixture.rex.url}/env`);
    const { names, now } = (await answer.json()) as { names: string[]; now: number };
    expect(names).toContain('SEEN_TABLE');
    expect(names).not.toContain('PATH');
    expect(names).not.toContain('HOME');
    expect(Math.abs(now - fixture.rex.clock.now().getTime())).toBeLessThan(MINUTE);
  });

  it('delivers messages in batches', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, i) => send({ id: `m${i}` })));
    await fixture.rex.idle();
    const seen = await fixture.seen('queue');
    expect(seen.map(({ id }) => id).sort()).toEqual(Array.from({ length: 40 }, (_, i) => `m${i}`).sort());
  });

  it('retries only the failed messages of a batch after the visibility time-out, and dead-letters them in the end', async () => {
    await Promise.all([send({ poison: true, id: 'p' }), send({ id: 'fine' })]);
    await fixture.rex.idle();
    expect((await fixture.seen('queue')).map(({ id }) => id)).toContain('fine');
    expect(await fixture.take('fixture-dead')).toEqual([]);
    await fixture.rex.clock.advance(10 * MINUTE);
    expect(await fixture.take('fixture-dead')).toEqual([JSON.stringify({ poison: true, id: 'p' })]);
    expect((await fixture.seen('queue')).filter(({ id }) => id === 'fine')).toHaveLength(1);
  });

  it('delivers again when a fault kills the worker, and loses nothing', async () => {
    fixture.rex.faults.set([{ kind: 'kill-worker', target: 'consumer', rate: 1, delayMs: 0, times: 2 }]);
    await Promise.all(Array.from({ length: 30 }, (_, i) => send({ id: `k${i}` })));
    await fixture.rex.idle();
    await fixture.rex.clock.advance(10 * MINUTE);
    const ids = (await fixture.seen('queue')).map(({ id }) => id).filter((id) => id.startsWith('k'));
    expect(ids).toHaveLength(30);
  });

  it('delivers in another order when a fault says so, and everything once', async () => {
    fixture.rex.faults.set([{ kind: 'reorder', target: 'Work', rate: 1, delayMs: 20 }]);
    const ids = Array.from({ length: 30 }, (_, i) => `r${String(i).padStart(2, '0')}`);
    await Promise.all(ids.map((id) => send({ id })));
    await fixture.rex.idle();
    expect(fixture.rex.faults.list()[0]?.happened).toBeGreaterThan(0);
    fixture.rex.faults.set([]);
    const seen = (await fixture.seen('queue')).map(({ id }) => id).filter((id) => id.startsWith('r'));
    expect(seen).toEqual(ids);
  });

  it('reads a stream in order, isolates a record that always fails, and continues', async () => {
    const put = (id: string, extra = {}) => ({ PutRequest: { Item: { kind: 's', id, ...extra } } });
    await fixture.dynamodb.send(
      new BatchWriteCommand({ RequestItems: { source: [put('1'), put('2', { poison: true }), put('3')] } }),
    );
    await fixture.rex.idle();
    await fixture.rex.clock.advance(10 * MINUTE);
    const seen = await fixture.seen('stream');
    expect(seen.map(({ id }) => id)).toEqual(['1', '3']);
    expect(seen[0]?.detail['arn']).toBe('arn:aws:dynamodb:us-east-1:000000000000:table/source/stream/local');
    const dead = (await fixture.take('fixture-dead')).map((body) => JSON.parse(body));
    expect(dead).toHaveLength(1);
    expect(dead[0].DDBStreamBatchInfo.batchSize).toBe(1);
    await fixture.dynamodb.send(new PutCommand({ TableName: 'source', Item: { kind: 's', id: '4' } }));
    await fixture.rex.idle();
    expect((await fixture.seen('stream')).map(({ id }) => id)).toEqual(['1', '3', '4']);
  });
});
