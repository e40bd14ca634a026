import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MAY_GO_DIRECTLY } from '../endpoint/dynamodb-operations.ts';
import { createDirectCalls, type DirectCalls } from './direct-calls.ts';

const GET = { TableName: 'things', Key: { pk: { S: 'a' } } };
const PUT = { TableName: 'things', Item: { pk: { S: 'a' } } };
const UNITS = '"ConsumedCapacity":{"TableName":"things","CapacityUnits":2.5}';

interface Recorder {
  readonly server: Server;
  readonly asked: string[];
}

async function serve(
  answer: (asked: string, ...parts: Parameters<RequestListener>) => void,
): Promise<Recorder> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part;
    });
    request.on('end', () => {
      const call = `${String(request.headers['x-amz-target']).split('.')[1]} ${body}`;
      asked.push(call);
      answer(call, request, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, asked };
}
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const answerWith = (text: string, response: Parameters<RequestListener>[1], status = 200): void =>
  void response
    .writeHead(status, { 'content-length': Buffer.byteLength(text), 'x-amzn-requestid': 'r' })
    .end(text);

describe('calls of DynamoDB by a thread', () => {
  let engine: Recorder;
  let endpoint: Recorder;
  let answerOfEngine: Parameters<typeof serve>[0];
  let allowed: Record<string, string>;
  let direct: DirectCalls;
  let requests: Set<{ destroy(): void }>;
  let isCutOff: boolean;
  const faults = new Int32Array(1);
  const meter = new Int32Array(2);
  const writing = new Int32Array(1);
  const onWrite = vi.fn();

  beforeEach(async () => {
    answerOfEngine = (_, __, response) => answerWith(`{"from":"engine",${UNITS}}`, response);
    allowed = { [MAY_GO_DIRECTLY]: '' };
    for (const shared of [faults, meter, writing]) shared.fill(0);
    onWrite.mockReset();
    requests = new Set();
    isCutOff = false;
    engine = await serve((...call) => answerOfEngine(...call));
    endpoint = await serve((_, __, response) => {
      for (const [name, value] of Object.entries(allowed)) response.setHeader(name, value);
      answerWith('{"from":"endpoint"}', response);
    });
    const setup = {
      engine: { host: '127.0.0.1', port: portOf(engine.server) },
      awsEndpoint: `http://127.0.0.1:${portOf(endpoint.server)}`,
      faults,
      meter,
    };
    direct = createDirectCalls(setup, writing, onWrite);
  });
  afterEach(() => {
    for (const { server } of [engine, endpoint]) {
      server.closeAllConnections();
      server.close();
    }
  });

  const call = (operation: string, input: object, key = 'KEY', told?: object[]): Promise<string> => {
    const request = direct.requestIn({ requests, isCutOff: () => isCutOff })({
      hostname: '127.0.0.1',
      port: String(portOf(endpoint.server)),
      method: 'POST',
      headers: {
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/dynamodb/aws4_request`,
      },
    });
    return new Promise((resolve, reject) => {
      request.once('error', reject);
      request.once('response', (response) => {
        told?.push(response.headers);
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () => resolve(`${response.statusCode} ${Buffer.concat(parts)}`));
      });
      request.end(JSON.stringify(input));
    });
  };
  /** Who answered. */
  const asked = async (...of: Parameters<typeof call>): Promise<string | undefined> =>
    /"from":"(\w+)"/.exec(await call(...of))?.[1];

  it('go to the engine once the endpoint has allowed one of their kind', async () => {
    expect(await asked('GetItem', GET)).toBe('endpoint');
    expect(await asked('GetItem', { ...GET, Key: { pk: { S: 'b' } } })).toBe('engine');
    expect(engine.asked).toEqual([
      'GetItem {"ReturnConsumedCapacity":"TOTAL","TableName":"things","Key":{"pk":{"S":"b"}}}',
    ]);
  });

  it.each<[string, ...Parameters<typeof call>]>([
    ['operation', 'DeleteItem', GET],
    ['table', 'GetItem', { ...GET, TableName: 'others' }],
    ['function', 'GetItem', GET, 'OTHER'],
    ['index', 'Query', { TableName: 'things', IndexName: 'other' }],
    ['table of a batch', 'BatchGetItem', { RequestItems: { others: { Keys: [] } } }],
    ['action of a transaction', 'TransactWriteItems', { TransactItems: [{ Delete: GET }] }],
    ['table of a statement', 'ExecuteStatement', { Statement: 'SELECT * FROM "others"."index"' }],
  ])('ask the endpoint first for another %s', async (_, ...other) => {
    await call('GetItem', GET);
    await call('Query', { TableName: 'things', IndexName: 'index' });
    await call('BatchGetItem', { RequestItems: { things: { Keys: [] } } });
    await call('TransactWriteItems', { TransactItems: [{ Put: PUT }] });
    await call('ExecuteStatement', { Statement: 'SELECT * FROM "things"."index"' });
    expect(engine.asked).toEqual([]);
    expect(await asked(...other)).toBe('endpoint');
    expect(await asked(...other)).toBe('engine');
  });

  it.each<[string, string, object]>([
    ['of an operation that is none of data', 'DescribeTable', { TableName: 'things' }],
    ['with two tables', 'GetItem', { ...GET, More: { TableName: 'others' } }],
    ['with no table', 'GetItem', { Key: GET.Key }],
    ['with a table that is no text', 'GetItem', { ...GET, TableName: 1 }],
    ['that is not as it should be', 'TransactWriteItems', { TransactItems: 'Put' }],
  ])('ask the endpoint each time for what is %s', async (_, ...odd) => {
    expect([await asked(...odd), await asked(...odd)]).toEqual(['endpoint', 'endpoint']);
  });

  it('ask the endpoint each time while it refuses, and while there are faults', async () => {
    allowed = {};
    expect([await asked('GetItem', GET), await asked('GetItem', GET)]).toEqual(['endpoint', 'endpoint']);
    allowed = { [MAY_GO_DIRECTLY]: '' };
    await call('GetItem', GET);
    faults[0] = 1;
    expect(await asked('GetItem', GET)).toBe('endpoint');
    faults[0] = 0;
    expect(await asked('GetItem', GET)).toBe('engine');
  });

  it('count units, and tell of what was written to a table with a stream', async () => {
    allowed = { [MAY_GO_DIRECTLY]: 'things' };
    await call('GetItem', GET);
    await call('PutItem', PUT);
    expect(onWrite).not.toHaveBeenCalled();
    allowed = { [MAY_GO_DIRECTLY]: '' };
    answerOfEngine = (_, __, response) => {
      expect(writing[0]).toBe(1);
      answerWith(`{${UNITS}}`, response);
    };
    await call('PutItem', PUT);
    expect(onWrite.mock.calls).toEqual([[['things']]]);
    answerOfEngine = (_, __, response) => answerWith('{"__type":"ConditionalCheckFailed"}', response, 400);
    expect(await call('PutItem', PUT)).toContain('400 ');
    expect(onWrite).toHaveBeenCalledTimes(1);
    expect(writing[0]).toBe(0);
    // In hundredths: reads, writes. What failed is one unit.
    expect([...meter]).toEqual([0, 350]);
  });

  it('are answered without the date of the machine, by which clients in virtual time would take every failure for a wrong clock', async () => {
    await call('GetItem', GET);
    const told: object[] = [];
    await call('GetItem', GET, 'KEY', told);
    expect(told[0]).toHaveProperty('x-amzn-requestid', 'r');
    expect(told[0]).not.toHaveProperty('date');
  });

  it('are answered in their order, many at a time, however large the answers are', async () => {
    await call('GetItem', GET);
    answerOfEngine = (text, _, response) =>
      answerWith(`${/"S":"(\d+)"/.exec(text)?.[1]} ${'ü'.repeat(99_999)}`, response);
    const of = (n: number) => call('GetItem', { ...GET, Key: { pk: { S: String(n) } } });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => of(n)));
    for (const [n, answer] of answers.entries()) expect(answer).toBe(`200 ${n} ${'ü'.repeat(99_999)}`);
  });

  it('are tried by the endpoint when the engine dies; a write that it may have heard is answered with a 500', async () => {
    await call('GetItem', GET);
    await call('PutItem', PUT);
    answerOfEngine = (_, request) => request.socket.destroy();
    expect(await asked('GetItem', GET)).toBe('endpoint');
    expect(await call('PutItem', PUT)).toMatch(/^500 .*InternalServerError/);
    engine.server.close();
    await vi.waitFor(() => expect(engine.server.listening).toBe(false));
    expect(await asked('PutItem', PUT)).toBe('endpoint');
    expect(writing[0]).toBe(0);
  });

  it('break off when their environment is cut off, and can be made no more', async () => {
    await call('GetItem', GET);
    answerOfEngine = () => undefined;
    const hanging = call('GetItem', GET).catch((error: Error) => error);
    await vi.waitFor(() => expect(engine.asked).toHaveLength(1));
    isCutOff = true;
    for (const request of [...requests]) request.destroy();
    expect(await hanging).toMatchObject({ code: 'ECONNRESET' });
    await expect(call('GetItem', GET)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(engine.asked).toHaveLength(1);
    expect(endpoint.asked).toHaveLength(1);
  });
});
