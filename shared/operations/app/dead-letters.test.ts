import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { stores } from '../../../test/support/stores.ts';
import type { DynamoAlertStore } from '../../alerts/adapters/alert-store.ts';
import { listAlerts } from '../../alerts/app/list-alerts.ts';
import { failureKey } from '../../platform/adapters/dynamodb/keys.ts';
import type { DynamoDeadLetterStore } from '../adapters/dead-letter-store.ts';
import { SqsDeadQueues } from '../adapters/sqs/dead-queues.ts';
import { collectDeadLetters } from './collect-dead-letters.ts';
import { discardDeadLetter, listDeadLetters, replayDeadLetter } from './decide-dead-letters.ts';
import type { DeadQueues } from './ports/dead-letters.ts';

let aws: TestAws;
let queues: SqsDeadQueues;
let letters: DynamoDeadLetterStore;
let alerts: DynamoAlertStore;
let workspace = '';
let tests = 0;
let now = new Date('2026-03-02T09:00:00Z');
const clock = { now: () => now };

beforeAll(async () => {
  aws = await startTestAws();
  ({ letters, alerts } = stores(aws));
  queues = new SqsDeadQueues(aws.sqs, {
    replayable: ['rex-missions'],
    others: ['rex-events'],
    impactOf: (queue) => (queue === 'rex-missions' ? 'No mission starts.' : undefined),
  });
  for (const QueueName of ['rex-missions', 'rex-missions-dead', 'rex-events-dead']) {
    await aws.sqs.send(new CreateQueueCommand({ QueueName }));
  }
});
beforeEach(() => {
  workspace = `dead${tests++}`;
});
afterAll(() => aws?.stop());

const urlOf = async (QueueName: string) =>
  (await aws.sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
const bury = async (queue: string, body: object): Promise<string> => {
  const sent = await aws.sqs.send(
    new SendMessageCommand({
      QueueUrl: await urlOf(`${queue}-dead`),
      MessageBody: JSON.stringify(body),
      MessageAttributes: { correlationId: { DataType: 'String', StringValue: 'cor-1' } },
    }),
  );
  return sent.MessageId ?? '';
};
const onQueue = async (name: string) =>
  (
    await aws.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: await urlOf(name),
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      }),
    )
  ).Messages ?? [];
const collect = (through: DeadQueues = queues) =>
  collectDeadLetters({ queues: through, letters, alerts, clock, operatorsWorkspace: 'operations' });
const deps = () => ({ letters, queues, clock });
const list = async (of = workspace, state?: string) =>
  (await listDeadLetters(deps(), of, { limit: 100, state })).deadLetters;
const openAlerts = async (of = workspace) => (await listAlerts({ alerts }, of, { limit: 100 })).alerts;

describe('dead letters', () => {
  it('are taken off their queue and kept, with what failed and why, and somebody is alerted once', async () => {
    const body = { kind: 'dispatch', workspace, missionId: 'm_1' };
    const id = await bury('rex-missions', body);
    await aws.records.replace(failureKey(id), {
      code: 'PROVIDER_UNAVAILABLE',
      problem: 'The provider did not answer.',
      at: now.toISOString(),
    });
    await bury('rex-missions', { ...body, missionId: 'm_2' });
    expect(await collect()).toBe(2);
    expect(await onQueue('rex-missions-dead')).toEqual([]);
    expect((await list()).find((each) => each.id === id)).toMatchObject({
      queue: 'rex-missions',
      state: 'open',
      failure: { code: 'PROVIDER_UNAVAILABLE', problem: 'The provider did not answer.' },
      body: JSON.stringify(body),
      correlationId: 'cor-1',
      impact: 'No mission starts.',
      replayable: true,
    });
    const alerts = await openAlerts();
    expect(alerts).toMatchObject([{ type: 'dead-letter', state: 'open', count: 2 }]);
    expect(alerts[0]?.message).toContain('No mission starts. See');
  });

  it('are kept once though the collector dies before it has taken them off', async () => {
    await bury('rex-missions', { workspace });
    // What it was given comes again after the time for which it is hidden: here, by saying that it was there twice.
    const seen = await queues.receive('rex-missions');
    const dying: DeadQueues = {
      names: ['rex-missions'],
      receive: async () => seen,
      remove: async () => {
        throw new Error('The process died.');
      },
      canReplay: () => true,
      impactOf: () => undefined,
      replay: async () => undefined,
    };
    await expect(collect(dying)).rejects.toThrow('died');
    await expect(collect(dying)).rejects.toThrow('died');
    expect(await list()).toHaveLength(1);
    expect(await openAlerts()).toMatchObject([{ count: 1 }]);
  });

  it('go to the operators when they belong to nobody, and to whom SES events name', async () => {
    const mail = { tags: { workspace: [workspace] } };
    await bury('rex-missions', { Message: JSON.stringify({ mail }) });
    const nobodys = await bury('rex-events', { requestContext: { condition: 'RetryAttemptsExhausted' } });
    await collect();
    expect(await list()).toHaveLength(1);
    expect((await list('operations')).find(({ id }) => id === nobodys)).toMatchObject({
      queue: 'rex-events',
      impact: null,
      replayable: false,
    });
    const replay = replayDeadLetter(deps(), { workspace: 'operations', id: nobodys, subject: 'ann' });
    await expect(replay).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('are put back once, whoever asks how often, under their old correlation id', async () => {
    const id = await bury('rex-missions', { kind: 'dispatch-next', workspace });
    await collect();
    const asked = await Promise.allSettled(
      ['ann', 'bob', 'cleo'].map((subject) => replayDeadLetter(deps(), { workspace, id, subject })),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const back = await onQueue('rex-missions');
    expect(back.map(({ Body }) => JSON.parse(Body ?? ''))).toEqual([{ kind: 'dispatch-next', workspace }]);
    expect(back[0]?.MessageAttributes?.['correlationId']?.StringValue).toBe('cor-1');
    expect(await list(workspace, 'replayed')).toMatchObject([{ id, replayable: false }]);
    const late = discardDeadLetter(deps(), { workspace, id, subject: 'ann' });
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('whose replay died on the way can be replayed again after a minute', async () => {
    const id = await bury('rex-missions', { kind: 'dispatch-next', workspace });
    await collect();
    const dying = { ...deps(), queues: { ...queues, canReplay: () => true, replay: died } };
    const input = { workspace, id, subject: 'ann' };
    await expect(replayDeadLetter(dying as never, input)).rejects.toThrow('died');
    await expect(replayDeadLetter(deps(), input)).rejects.toMatchObject({ code: 'CONFLICT' });
    now = new Date(now.getTime() + 61_000);
    await expect(replayDeadLetter(deps(), input)).resolves.toMatchObject({ state: 'replayed' });
  });

  it('can be discarded, and stay on the list as that; others do not see them', async () => {
    const id = await bury('rex-missions', { workspace });
    await collect();
    const stranger = discardDeadLetter(deps(), { workspace: 'strangers', id, subject: 'eve' });
    await expect(stranger).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await discardDeadLetter(deps(), { workspace, id, subject: 'ann' });
    expect(await list()).toMatchObject([{ id, state: 'discarded', decidedBy: 'ann' }]);
    expect(await list(workspace, 'open')).toEqual([]);
  });
});

const died = async (): Promise<never> => {
  throw new Error('The process died.');
};
