import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { DEATH_NOTICE_MS, UNKNOWN_OUTCOME } from './dynamodb-operations.ts';
import type { DynamoDbEngine } from './dynamodb-process.ts';

interface EngineAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface DynamoDb {
  /**
   * Hands a request on as it is. While the engine is being started again the request waits; a write that was on its way
   * when the engine died is answered as AWS answers when it does not know: with a 500, which clients try again.
   */
  forward(headers: IncomingHttpHeaders, body: Buffer): Promise<EngineAnswer>;
  /** Calls an operation, for the runtime's own needs. @throws with the service's message. */
  call(operation: string, input: unknown): Promise<Record<string, unknown>>;
  /** Makes the table, or the indexes that one of an earlier version does not have yet. */
  createTable(definition: Record<string, unknown>): Promise<void>;
  /** The stream of a table, by the engine's own name for it. */
  streamArnOf(table: string): Promise<string>;
}

const STREAM_OPERATIONS = new Set(['DescribeStream', 'GetShardIterator', 'GetRecords', 'ListStreams']);
const READ =
  /\.(GetItem|BatchGetItem|TransactGetItems|Query|Scan|List\w+|Describe\w+|GetRecords|GetShardIterator)$/;
const isRead = (headers: IncomingHttpHeaders): boolean => READ.test(String(headers['x-amz-target']));
const MOST_TRIES = 10;
const ACTIVE_TRIES = 100;
const indexes = z.array(z.looseObject({ IndexName: z.string() })).default([]);
const described = z.object({
  Table: z.object({
    TableStatus: z.string(),
    LatestStreamArn: z.string().optional(),
    GlobalSecondaryIndexes: indexes,
  }),
});
const indexed = z.object({ GlobalSecondaryIndexes: indexes, AttributeDefinitions: z.unknown() });

/** What the engine looks at. All else that a client tells of itself would only be written and read once more. */
const FOR_ENGINE = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'] as const;
const forEngine = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(
    FOR_ENGINE.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );

export function createDynamoDb(engine: DynamoDbEngine): DynamoDb {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const send = (headers: IncomingHttpHeaders, body: Buffer): Promise<EngineAnswer> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          host: engine.host,
          port: engine.port,
          method: 'POST',
          path: '/',
          agent,
          headers: { ...forEngine(headers), 'content-length': body.length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('aborted', () => reject(new Error('The answer broke off.')));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 500,
              headers: response.headers,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      request.on('error', reject);
      request.end(body);
    });

  const forward = async (headers: IncomingHttpHeaders, body: Buffer): Promise<EngineAnswer> => {
    for (let tried = 1; ; tried++) {
      await engine.whenUp();
      try {
        return await send(headers, body);
      } catch (error) {
        await sleep(DEATH_NOTICE_MS);
        if (tried === MOST_TRIES) throw error;
        const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
        if (refused || isRead(headers)) continue;
        await engine.whenUp();
        return UNKNOWN_OUTCOME;
      }
    }
  };

  const call = async (operation: string, input: unknown): Promise<Record<string, unknown>> => {
    const service = STREAM_OPERATIONS.has(operation) ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810';
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${service}.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    };
    const { status, body } = await forward(headers, Buffer.from(JSON.stringify(input)));
    const answer = z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString('utf8') || '{}'));
    if (status >= 400)
      throw new Error(
        `DynamoDB ${operation}: ${answer['__type']}: ${answer['message'] ?? answer['Message']}`,
      );
    return answer;
  };

  const addIndexes = async (name: string, definition: Record<string, unknown>): Promise<void> => {
    const { Table } = described.parse(await call('DescribeTable', { TableName: name }));
    const known = new Set(Table.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName));
    const { GlobalSecondaryIndexes: wanted, AttributeDefinitions } = indexed.parse(definition);
    for (const Create of wanted.filter(({ IndexName }) => !known.has(IndexName))) {
      const GlobalSecondaryIndexUpdates = [{ Create }];
      await call('UpdateTable', { TableName: name, AttributeDefinitions, GlobalSecondaryIndexUpdates });
    }
  };

  return {
    forward,
    call,
    async createTable(definition) {
      const name = z.string().parse(definition['TableName']);
      const existing = z.object({ TableNames: z.array(z.string()) }).parse(await call('ListTables', {}));
      if (existing.TableNames.includes(name)) await addIndexes(name, definition);
      else {
        const { TimeToLiveSpecification: timeToLive, ...table } = definition;
        await call('CreateTable', table);
        for (let i = 0; i < ACTIVE_TRIES; i++) {
          const { Table } = described.parse(await call('DescribeTable', { TableName: name }));
          if (Table.TableStatus === 'ACTIVE') break;
          await sleep(20);
        }
        if (timeToLive !== undefined) {
          await call('UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: timeToLive });
        }
      }
    },
    async streamArnOf(table) {
      const { Table } = described.parse(await call('DescribeTable', { TableName: table }));
      if (Table.LatestStreamArn === undefined) throw new Error(`Table ${table} has no stream.`);
      return Table.LatestStreamArn;
    },
  };
}
