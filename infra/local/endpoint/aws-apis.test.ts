import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CloudWatchMetrics } from '../../../shared/platform/adapters/cloudwatch/cloud-watch-metrics.ts';
import { type Fixture, runFixture } from '../fixture/run.ts';

const MINUTE = 60_000;
const TICK_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:fixture-tick';

describe('the AWS endpoint', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await runFixture();
  });
  afterAll(() => fixture.end());

  it('does not tell the date of the machine, by which clients in virtual time would take every failure for a wrong clock', async () => {
    const answer = await fetch(fixture.rex.awsEndpoint, { method: 'POST' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('date')).toBeNull();
  });

  it('answers what functions did, by the hour, as CloudWatch does', async () => {
    const functions = ['tick', 'unknown'];
    const metrics = new CloudWatchMetrics(fixture.cloudwatch, { prefix: 'fixture-', functions });
    const now = (): Date => fixture.rex.clock.now();
    const hours = async () => {
      const from = new Date(now().getTime() - 60 * MINUTE);
      const to = new Date(now().getTime() + MINUTE);
      return metrics.periods({ functions, from, to, periodSeconds: 3_600 });
    };
    const callsOf = async (): Promise<number> =>
      ((await hours()).get('tick') ?? []).reduce((sum, { calls }) => sum + calls, 0);
    const before = await callsOf();
    await fixture.rex.clock.advance(3 * MINUTE);
    await expect.poll(callsOf).toBeGreaterThan(before);
    const [hour] = (await hours()).get('tick') ?? [];
    expect(hour).toMatchObject({ errors: 0, throttles: 0, atOnce: 1 });
    expect(hour?.p95Ms).toBeGreaterThanOrEqual(hour?.p50Ms ?? Number.NaN);
    expect(hour?.p50Ms).toBeGreaterThan(0);
    expect((await hours()).get('unknown')).toEqual([]);
    const other = new GetMetricDataCommand({
      StartTime: now(),
      EndTime: now(),
      MetricDataQueries: [{ Id: 'a', Expression: 'm' }],
    });
    await expect(fixture.cloudwatch.send(other)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });

  it('proxies DynamoDB, and meters what a transaction and a read consume', async () => {
    const before = fixture.rex.meter.snapshot().services['DynamoDB'];
    await fixture.dynamodb.send(new PutCommand({ TableName: 'seen', Item: { kind: 'k', id: '1' } }));
    await fixture.dynamodb.send(
      new GetItemCommand({ TableName: 'seen', Key: { kind: { S: 'k' }, id: { S: '1' } } }),
    );
    const after = fixture.rex.meter.snapshot().services['DynamoDB'];
    expect((after?.['writeUnits'] ?? 0) - (before?.['writeUnits'] ?? 0)).toBe(1);
    expect((after?.['readUnits'] ?? 0) - (before?.['readUnits'] ?? 0)).toBe(0.5);
  });

  it('keeps SDK error names of DynamoDB', async () => {
    const missing = fixture.dynamodb.send(
      new PutCommand({ TableName: 'absent', Item: { kind: 'k', id: '1' } }),
    );
    await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('gives queue URLs that work, and honours a delay on the virtual clock', async () => {
    const { QueueUrl } = await fixture.sqs.send(new GetQueueUrlCommand({ QueueName: 'fixture-quiet' }));
    await fixture.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 600 }));
    expect(await fixture.take('fixture-quiet')).toEqual([]);
    await fixture.rex.clock.advance(11 * MINUTE);
    expect(await fixture.take('fixture-quiet')).toEqual(['later']);
  });

  it('fans a topic out to its queue', async () => {
    const TopicArn = 'arn:aws:sns:us-east-1:000000000000:fixture-Topic';
    await fixture.sns.send(new PublishCommand({ TopicArn, Message: 'news' }));
    const [body = ''] = await fixture.take('fixture-quiet');
    expect(JSON.parse(body)).toMatchObject({ Type: 'Notification', Message: 'news', TopicArn });
  });

  it('notifies of objects under the prefix only', async () => {
    for (const Key of ['in/a b.csv', 'out/b.csv']) {
      await fixture.s3.send(new PutObjectCommand({ Bucket: 'fixture-uploads', Key, Body: 'x,y' }));
    }
    const object = await fixture.s3.send(
      new GetObjectCommand({ Bucket: 'fixture-uploads', Key: 'in/a b.csv' }),
    );
    expect(await object.Body?.transformToString()).toBe('x,y');
    const bodies = await fixture.take('fixture-quiet');
    const keys = bodies.flatMap((body) =>
      JSON.parse(body).Records.map((record: { s3: { object: { key: string } } }) => record.s3.object.key),
    );
    expect(keys).toEqual(['in/a+b.csv']);
  });

  it('lists an upload by a form like other objects, tells of it once, and deletes it', async () => {
    const Bucket = 'fixture-uploads';
    const [Key, content] = ['in/form & more.csv', 'email\nann@mail.example\n'];
    const { url, fields } = await createPresignedPost(fixture.s3, { Bucket, Key });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([content]), 'x.csv');
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);
    const listed = async () => {
      const { Contents = [] } = await fixture.s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'in/form' }),
      );
      return Contents.map((object) => [object.Key, object.Size]);
    };
    expect(await listed()).toEqual([[Key, content.length]]);
    const { Body } = await fixture.s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe(content);
    expect(await fixture.take('fixture-quiet')).toHaveLength(1);
    await fixture.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(await listed()).toEqual([]);
    const gone = fixture.s3.send(new GetObjectCommand({ Bucket, Key }));
    await expect(gone).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('routes events by pattern', async () => {
    const entry = (id: string, amount: number, Source = 'fixture.shop') => ({
      EventBusName: 'fixture-bus',
      Source,
      DetailType: 'Sold',
      Detail: JSON.stringify({ id, amount }),
    });
    const { FailedEntryCount, Entries } = await fixture.events.send(
      new PutEventsCommand({
        Entries: [entry('big', 11), entry('small', 10), entry('foreign', 99, 'other')],
      }),
    );
    expect(FailedEntryCount).toBe(0);
    expect(Entries).toHaveLength(3);
    await fixture.rex.idle();
    expect((await fixture.seen('bus')).map(({ id }) => id)).toEqual(['big']);
  });

  it('retries a failing event target, then sends it to its dead-letter queue', async () => {
    const Detail = JSON.stringify({ id: 'bad', amount: 12, fail: true });
    await fixture.events.send(
      new PutEventsCommand({
        Entries: [{ EventBusName: 'fixture-bus', Source: 'fixture.x', DetailType: 'Sold', Detail }],
      }),
    );
    await fixture.rex.idle();
    expect(await fixture.take('fixture-dead')).toEqual([]);
    await fixture.rex.clock.advance(5 * MINUTE);
    const [body = ''] = await fixture.take('fixture-dead');
    expect(JSON.parse(body)).toMatchObject({ 'detail-type': 'Sold', detail: { id: 'bad' } });
  });

  it('runs a one-time schedule once at its virtual time, and removes it', async () => {
    const at = new Date(fixture.rex.clock.now().getTime() + 3 * 24 * 60 * MINUTE);
    const schedule = {
      Name: 'once',
      GroupName: 'fixture-group',
      ScheduleExpression: `at(${at.toISOString().slice(0, 19)})`,
      FlexibleTimeWindow: { Mode: 'OFF' as const },
      ActionAfterCompletion: 'DELETE' as const,
      Target: {
        Arn: TICK_ARN,
        RoleArn: 'arn:aws:iam::000000000000:role/fixture-Role',
        Input: '{"once":true}',
      },
    };
    await fixture.scheduler.send(new CreateScheduleCommand(schedule));
    await expect(fixture.scheduler.send(new CreateScheduleCommand(schedule))).rejects.toMatchObject({
      name: 'ConflictException',
    });
    const read = await fixture.scheduler.send(
      new GetScheduleCommand({ Name: 'once', GroupName: 'fixture-group' }),
    );
    expect(read.Target?.Arn).toBe(TICK_ARN);
    await fixture.scheduler.send(new UpdateScheduleCommand({ ...schedule, Description: 'changed' }));
    expect(fixture.rex.nextTimer()?.getTime()).toBe(Math.floor(at.getTime() / 1000) * 1000);

    await fixture.rex.clock.advance(4 * 24 * 60 * MINUTE);
    const ticks = (await fixture.seen('tick')).filter(({ detail }) => detail['once'] === true);
    expect(ticks).toHaveLength(1);
    expect(Math.abs((ticks[0]?.at ?? 0) - at.getTime())).toBeLessThan(15 * MINUTE);
    await expect(
      fixture.scheduler.send(new DeleteScheduleCommand({ Name: 'once', GroupName: 'fixture-group' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('runs a periodic schedule once for a jump over many of its periods', async () => {
    const count = async () =>
      (await fixture.seen('tick')).filter(({ detail }) => detail['periodic'] === true).length;
    const before = await count();
    await fixture.rex.clock.advance(60 * MINUTE);
    expect((await count()) - before).toBe(1);
  });

  it('bills batches of messages as requests of 64 KB', async () => {
    const before = fixture.rex.meter.snapshot().services['SQS']?.['requests'] ?? 0;
    await fixture.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: fixture.queueUrl('fixture-quiet'),
        Entries: [1, 2].map((id) => ({ Id: String(id), MessageBody: 'x'.repeat(50_000) })),
      }),
    );
    expect((fixture.rex.meter.snapshot().services['SQS']?.['requests'] ?? 0) - before).toBe(2);
    expect(await fixture.take('fixture-quiet')).toHaveLength(2);
  });

  it('throttles when a fault says so, with the name that the SDK retries', async () => {
    fixture.rex.faults.set([{ kind: 'throttle', target: 'dynamodb.PutItem', rate: 1, delayMs: 0, times: 1 }]);
    const put = () =>
      fixture.dynamodb.send(new PutCommand({ TableName: 'seen', Item: { kind: 'k', id: '2' } }));
    await expect(put()).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
    await expect(put()).resolves.toBeDefined();
  });

  it('loses a request, or the answer to one that was carried out', async () => {
    const put = (kind: 'lose-request' | 'lose-answer', id: string) => {
      fixture.rex.faults.set([{ kind, target: 'dynamodb.PutItem', rate: 1, delayMs: 0, times: 1 }]);
      return fixture.dynamodb.send(new PutCommand({ TableName: 'seen', Item: { kind: 'lost', id } }));
    };
    await expect(put('lose-request', 'request')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(put('lose-answer', 'answer')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await fixture.seen('lost')).map(({ id }) => id)).toEqual(['answer']);
  });
});
