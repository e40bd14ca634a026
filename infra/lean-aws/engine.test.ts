import { randomUUID } from 'node:crypto';
import * as sdkDynamodb from '@aws-sdk/client-dynamodb';
import * as sdkSqs from '@aws-sdk/client-sqs';
import * as sdkDocuments from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../test/support/aws.ts';
import * as dynamodb from './packages/client-dynamodb.ts';
import * as sqs from './packages/client-sqs.ts';
import * as documents from './packages/lib-dynamodb.ts';

const sdk = { ...sdkDynamodb, ...sdkDocuments, ...sdkSqs };
type Aws = typeof sdk;
const lean = { ...dynamodb, ...documents, ...sqs } as unknown as Aws;

const EVERYTHING = {
  sk: 's',
  version: 1,
  text: 'ü 🦖 \u0000',
  empty: '',
  numbers: [0, -1.5, 1e-7, 12_345_678_901_234_567_890n],
  nested: { missing: undefined, nothing: null, list: [undefined, { deep: true }] },
  bytes: Uint8Array.from([0, 255]),
  texts: new Set(['a', 'b']),
  counts: new Set([1, 2.5]),
  blobs: new Set([Uint8Array.from([1])]),
};

describe('a database and a queue', () => {
  let aws: TestAws;
  let config: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  beforeAll(async () => {
    aws = await startTestAws();
    const { hostname, port } = (await aws.dynamodb.config.endpoint?.()) ?? { hostname: '', port: 0 };
    config = {
      endpoint: `http://${hostname}:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
  });
  afterAll(() => aws.stop());

  const client = (of: Aws) =>
    of.DynamoDBDocumentClient.from(new of.DynamoDBClient(config), {
      marshallOptions: { removeUndefinedValues: true },
    });

  it.each([
    ['the SDK', sdk, 'the lean client', lean],
    ['the lean client', lean, 'the SDK', sdk],
  ])('keep what %s writes as %s reads it', async (_writer, writer, _reader, reader) => {
    const pk = randomUUID();
    const write = client(writer);
    const read = client(reader);
    await write.send(new writer.PutCommand({ TableName: 'records', Item: { pk, ...EVERYTHING } }));
    const written = await write.send(new writer.GetCommand({ TableName: 'records', Key: { pk, sk: 's' } }));
    const { Item } = await read.send(new reader.GetCommand({ TableName: 'records', Key: { pk, sk: 's' } }));
    expect(Item).toEqual(written.Item);
    expect(Item).toMatchObject({
      numbers: EVERYTHING.numbers,
      nested: { nothing: null, list: [{ deep: true }] },
    });
    await write.send(
      new writer.BatchWriteCommand({
        RequestItems: { records: [{ PutRequest: { Item: { pk, sk: 't' } } }] },
      }),
    );
    const { Items } = await read.send(
      new reader.QueryCommand({
        TableName: 'records',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    );
    expect(Items).toEqual([Item, { pk, sk: 't' }]);
    const { Responses } = await read.send(
      new reader.BatchGetCommand({ RequestItems: { records: { Keys: [{ pk, sk: 's' }] } } }),
    );
    expect(Responses?.['records']).toEqual([Item]);
  });

  it.each([
    ['the SDK', sdk],
    ['the lean client', lean],
  ])('tell %s which guard failed, and of what', async (_name, of) => {
    const pk = randomUUID();
    const documentClient = client(of);
    await documentClient.send(new of.PutCommand({ TableName: 'records', Item: { pk, sk: 'a', version: 3 } }));
    const guarded = {
      TableName: 'records',
      Item: { pk, sk: 'a', version: 4 },
      ConditionExpression: 'version = :v',
      ExpressionAttributeValues: { ':v': 1 },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    } as const;
    const put = await documentClient.send(new of.PutCommand(guarded)).catch((error: unknown) => error);
    expect(put).toBeInstanceOf(of.ConditionalCheckFailedException);
    expect(put).toMatchObject({ name: 'ConditionalCheckFailedException', Item: { version: { N: '3' } } });
    const items = {
      TransactItems: [{ Put: { TableName: 'records', Item: { pk, sk: 'b' } } }, { Put: guarded }],
    };
    const transaction = await documentClient
      .send(new of.TransactWriteCommand(items))
      .catch((error: unknown) => error);
    expect(transaction).toBeInstanceOf(of.TransactionCanceledException);
    expect(transaction).toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    });
    const { Item } = await documentClient.send(
      new of.GetCommand({ TableName: 'records', Key: { pk, sk: 'b' } }),
    );
    expect(Item).toBeUndefined();
  });

  it.each([
    ['the SDK', sdk, lean],
    ['the lean client', lean, sdk],
  ])('hand on what %s sends', async (name, sender, receiver) => {
    const queue = name.replaceAll(' ', '-');
    await aws.sqs.send(new sdkSqs.CreateQueueCommand({ QueueName: queue }));
    const queues = { ...config, endpoint: `http://127.0.0.1:${aws.fauxqs.port}` };
    const send = new sender.SQSClient(queues);
    const receive = new receiver.SQSClient(queues);
    const { QueueUrl } = await send.send(new sender.GetQueueUrlCommand({ QueueName: queue }));
    // fauxqs refuses what lies above U+FFFF, which SQS takes.
    const MessageAttributes = { correlationId: { DataType: 'String', StringValue: 'ü' } };
    await send.send(
      new sender.SendMessageBatchCommand({
        QueueUrl,
        Entries: [{ Id: '0', MessageBody: 'grüß', MessageAttributes }],
      }),
    );
    const { Messages = [] } = await receive.send(
      new receiver.ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
    );
    expect(Messages).toMatchObject([{ Body: 'grüß', MessageAttributes }]);
    const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
    const removed = await receive.send(new receiver.DeleteMessageBatchCommand({ QueueUrl, Entries }));
    expect(removed.Successful).toHaveLength(1);
  });
});
