import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { freePort, unguessableLoopback } from '../../infra/local/net.ts';
import { RecordTable, unpacked } from '../../shared/platform/adapters/dynamodb/table.ts';

/** DynamoDB, S3 and SQS of one test file, in memory. */
export interface TestAws {
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly fauxqs: FauxqsServer;
  readonly records: RecordTable;
  readonly events: RecordTable;
  stop(): Promise<void>;
}

const LOCAL = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const START_TRIES = 100;

const KEYS = {
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
} as const satisfies Partial<CreateTableCommandInput>;
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;

export async function startTestAws(): Promise<TestAws> {
  const host = unguessableLoopback();
  const port = await freePort(host);
  const engine = spawn(dynoxidePath(), ['serve', '--host', host, '--port', String(port)], {
    stdio: 'ignore',
  });
  const end = () => engine.kill();
  process.once('exit', end);
  const dynamodb = new DynamoDBClient({ ...LOCAL, endpoint: `http://${host}:${port}` });
  await answering(dynamodb);
  await createTables(dynamodb);
  const fauxqs = await startFauxqs({ port: 0, logger: false });
  const endpoint = `http://127.0.0.1:${fauxqs.port}`;
  return {
    dynamodb,
    s3: new S3Client({ ...LOCAL, endpoint, forcePathStyle: true }),
    sqs: new SQSClient({ ...LOCAL, endpoint }),
    fauxqs,
    records: new RecordTable(dynamodb, 'records'),
    events: new RecordTable(dynamodb, 'events'),
    async stop() {
      await fauxqs.stop();
      const exited = once(engine, 'exit');
      end();
      await exited;
      process.off('exit', end);
    },
  };
}

/** Every item of a table, sorted by key: to compare two states of the world. */
export async function everything(table: RecordTable): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(new ScanCommand({ TableName: table.name, ExclusiveStartKey }));
    items.push(...(page.Items ?? []).map(unpacked));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  const key = (item: Record<string, unknown>): string => `${item['pk']} ${item['sk']}`;
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The package for this machine, else what the PATH has. */
function dynoxidePath(): string {
  try {
    return new URL('dynoxide', import.meta.resolve('@dynoxide/linux-x64/package.json')).pathname;
  } catch {
    return 'dynoxide';
  }
}

async function createTables(dynamodb: DynamoDBClient): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'records',
      ...KEYS,
      AttributeDefinitions: ['pk', 'sk', 'workShard', 'workDueAt', 'timelineKey', 'timelineAt'].map(text),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'work',
          KeySchema: [
            { AttributeName: 'workShard', KeyType: 'HASH' },
            { AttributeName: 'workDueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'timeline',
          KeySchema: [
            { AttributeName: 'timelineKey', KeyType: 'HASH' },
            { AttributeName: 'timelineAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  for (const TableName of ['events', 'erasures']) {
    const AttributeDefinitions = [text('pk'), text('sk')];
    await dynamodb.send(new CreateTableCommand({ TableName, ...KEYS, AttributeDefinitions }));
  }
}

async function answering(dynamodb: DynamoDBClient): Promise<void> {
  for (let tries = 0; tries < START_TRIES; tries++) {
    try {
      await dynamodb.send(new ListTablesCommand({}));
      return;
    } catch {
      await delay(50);
    }
  }
  throw new Error('dynoxide does not answer. Is it installed for this platform, or on the PATH?');
}
