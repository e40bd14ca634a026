import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDynamoDb, type DynamoDb } from './dynamodb.ts';
import { type DynamoDbEngine, startDynamoDb } from './dynamodb-process.ts';

let folder: string;
let engine: DynamoDbEngine;
let dynamodb: DynamoDb;
let restarts = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rex-dynamodb-'));
  const file = (name: string): string => join(folder, name);
  const files = { file: file('data'), pidFile: file('pid'), logFile: file('log') };
  engine = await startDynamoDb({
    ...files,
    log: () => undefined,
    onDeath: () => () => restarts++,
    onGiveUp: () => undefined,
  });
  dynamodb = createDynamoDb(engine);
});
afterAll(async () => {
  await engine?.stop();
  await rm(folder, { recursive: true, force: true });
});

const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const byName = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

it('adds missing indexes to a table of an earlier version, and keeps its items', async () => {
  const table = { TableName: 'things', KeySchema: byName('pk', 'sk'), BillingMode: 'PAY_PER_REQUEST' };
  await dynamodb.createTable({ ...table, AttributeDefinitions: [text('pk'), text('sk')] });
  await dynamodb.call('PutItem', {
    TableName: 'things',
    Item: { pk: { S: 'a' }, sk: { S: 'b' }, list: { S: 'all' }, at: { S: '1' } },
  });
  const next = {
    ...table,
    AttributeDefinitions: [text('pk'), text('sk'), text('list'), text('at')],
    GlobalSecondaryIndexes: [
      { IndexName: 'timeline', KeySchema: byName('list', 'at'), Projection: { ProjectionType: 'ALL' } },
    ],
  };
  await dynamodb.createTable(next);
  await dynamodb.createTable(next);
  const found = await dynamodb.call('Query', {
    TableName: 'things',
    IndexName: 'timeline',
    KeyConditionExpression: '#list = :list',
    ExpressionAttributeNames: { '#list': 'list' },
    ExpressionAttributeValues: { ':list': { S: 'all' } },
  });
  expect(found['Items']).toMatchObject([{ pk: { S: 'a' } }]);
});

/** What a page of any site may send: the engine looks neither at Origin nor at Host, and takes any signature. */
const asPage = (host: string): Promise<number> =>
  fetch(`http://${host}:${engine.port}/`, {
    method: 'POST',
    headers: {
      origin: 'https://evil.example',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.ListTables',
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: '{}',
  }).then(({ status }) => status);

it.skipIf(process.platform !== 'linux')('listens at an address that no web page can guess', async () => {
  for (const known of ['127.0.0.1', '127.0.1.1', 'localhost', '[::1]']) {
    await expect(asPage(known), known).rejects.toThrow();
  }
  expect(engine.host).toMatch(/^127\.\d+\.\d+\.\d+$/);
  expect(await asPage(engine.host)).toBe(200);
});

it('is restarted when it dies, keeps confirmed writes, and lets requests wait', {
  timeout: 120_000,
}, async () => {
  const TableName = 'kept';
  await dynamodb.createTable({
    TableName,
    KeySchema: byName('pk', 'sk'),
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [text('pk'), text('sk')],
  });
  await dynamodb.call('PutItem', { TableName, Item: { pk: { S: 'a' }, sk: { S: 'b' } } });
  const restartsBefore = restarts;
  process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL');
  const found = await dynamodb.call('GetItem', { TableName, Key: { pk: { S: 'a' }, sk: { S: 'b' } } });
  expect(found['Item']).toEqual({ pk: { S: 'a' }, sk: { S: 'b' } });
  expect([engine.isUp(), restarts - restartsBefore]).toEqual([true, 1]);
});
