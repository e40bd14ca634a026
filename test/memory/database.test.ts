import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  DeleteCommand,
  ExecuteStatementCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../support/aws.ts';
import { type Command, MemoryDatabase } from './database.ts';
import { holds, updated } from './expressions.ts';

const TableName = 'records';
const key = fc.record({ pk: fc.constant('p'), sk: fc.constantFrom('a', 'b', 'ä') });
const number = fc.integer({ min: 0, max: 3 });
const CONDITIONS = [
  'attribute_not_exists(pk)',
  'attribute_exists(#n)',
  '#n = :a',
  '#n <= :a AND beside <> :b',
  'attribute_not_exists(#n) OR #n <= :a',
  '(NOT #n > :a) AND (#m.#n >= :b OR #n < :b)',
] as const;
const UPDATES = [
  'SET #n = :a, beside = :b',
  'SET #n = :a + :b ADD tally :b',
  'SET #n = if_not_exists(tally, :a) + :b, beside = if_not_exists(#m.#n, :a)',
  'REMOVE beside SET #n = :a',
  'ADD #n :a, tally :b',
];
/** What of the names and values an expression mentions: DynamoDB refuses those that it does not. */
function used(text: string, a: number, b: number) {
  const pick = <T>(all: Record<string, T>) => {
    const some = Object.entries(all).filter(([name]) => new RegExp(`${name}(?![a-z])`).test(text));
    return some.length > 0 ? Object.fromEntries(some) : undefined;
  };
  return {
    ExpressionAttributeNames: pick({ '#n': 'n', '#m': 'm' }),
    ExpressionAttributeValues: pick({ ':a': a, ':b': b }),
  };
}
const put = fc
  .record({ key, a: number, b: number, n: number, if: fc.constantFrom(...CONDITIONS) })
  .map((w) => ({
    TableName,
    Item: { ...w.key, n: w.n, beside: w.b, m: { n: w.a }, workShard: 's', workDueAt: `2026-0${w.n + 1}` },
    ConditionExpression: w.if,
    ...used(w.if, w.a, w.b),
  }));
const update = fc
  .record({ key, a: number, b: number, to: fc.constantFrom(...UPDATES), if: fc.constantFrom(...CONDITIONS) })
  .map((w) => ({
    TableName,
    Key: w.key,
    UpdateExpression: w.to,
    ConditionExpression: w.if,
    ...used(`${w.to} ${w.if}`, w.a, w.b),
  }));
const removal = fc
  .record({ key, a: number, b: number, if: fc.constantFrom(...CONDITIONS) })
  .map((w) => ({ TableName, Key: w.key, ConditionExpression: w.if, ...used(w.if, w.a, w.b) }));
const statement = fc
  .record({ key, n: number, version: number, kind: fc.constantFrom('INSERT', 'UPDATE', 'UNGUARDED') })
  .map(({ key: { pk, sk }, n, version, kind }) =>
    kind === 'INSERT'
      ? {
          Statement: `INSERT INTO "${TableName}" VALUE {'pk': ?, 'sk': ?, 'n': ?, 'version': ?}`,
          Parameters: [pk, sk, n, version],
        }
      : {
          Statement: `UPDATE "${TableName}" SET "n" = ?, "version" = ?, "m" = ? WHERE "pk" = ? AND "sk" = ?${kind === 'UPDATE' ? ' AND "version" = ?' : ''}`,
          Parameters: [n, version + 1, { n }, pk, sk, ...(kind === 'UPDATE' ? [version] : [])],
        },
  );
const query = fc.record({ limit: fc.integer({ min: 1, max: 4 }), forward: fc.boolean(), work: fc.boolean() });
const command: fc.Arbitrary<Command> = fc.oneof(
  key.map((Key) => new GetCommand({ TableName, Key })),
  fc.constant(new BatchGetCommand({ RequestItems: { records: { Keys: [{ pk: 'p', sk: 'b' }] } } })),
  put.map((input) => new PutCommand(input)),
  fc
    .array(statement, { minLength: 1, maxLength: 3 })
    .map((Statements) => new BatchExecuteStatementCommand({ Statements })),
  removal.map((input) => new DeleteCommand({ ...input, ReturnValues: 'ALL_OLD' })),
  update.map((input) => new UpdateCommand({ ...input, ReturnValues: 'ALL_NEW' })),
  fc
    .array(
      fc.oneof(
        put.map((Put) => ({ Put })),
        update.map((Update) => ({ Update })),
        removal.map((Delete) => ({ Delete })),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((TransactItems) => new TransactWriteCommand({ TransactItems })),
  query.map(
    ({ limit, forward, work }) =>
      new QueryCommand({
        TableName,
        KeyConditionExpression: work ? 'workShard = :s AND workDueAt BETWEEN :f AND :t' : 'pk = :s',
        ExpressionAttributeValues: {
          ':s': work ? 's' : 'p',
          ...(work ? { ':f': '2026-02', ':t': '2026-03' } : {}),
        },
        Limit: limit,
        ScanIndexForward: forward,
        ...(work ? { IndexName: 'work' } : {}),
      }),
  ),
  fc.option(fc.constantFrom('2026-01', '2026-02', '2026-03')).map(
    (before) =>
      new ExecuteStatementCommand({
        Statement: `SELECT pk, sk, workShard, workDueAt FROM "${TableName}"."work" WHERE workShard IN [?, ?]${before ? ' AND workDueAt <= ?' : ''}`,
        Parameters: ['r', 's', ...(before ? [before] : [])],
      }),
  ),
);

/** What an engine says of a statement that failed, beside its code, is in words of its own. */
const withoutMessages = (responses: unknown): unknown =>
  Array.isArray(responses)
    ? responses.map(({ TableName: table, Error: error }) => ({ table, code: error?.Code }))
    : responses;

describe('the database in memory', () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startTestAws();
  });
  afterAll(() => aws.stop());

  /** What both must agree on: the items, or which error, and of a transaction for which reasons. */
  async function answer(run: () => unknown): Promise<unknown> {
    try {
      const { Item, Items, Responses, Attributes } = (await run()) as Record<string, unknown>;
      return { Item, Items, Responses: withoutMessages(Responses), Attributes };
    } catch (error) {
      const { name, CancellationReasons } = error as {
        name: string;
        CancellationReasons?: { Code: string }[];
      };
      return { name, reasons: CancellationReasons?.map(({ Code }) => Code) };
    }
  }
  async function clear(): Promise<void> {
    for (const sk of ['a', 'b', 'ä'])
      await aws.records.client.send(new DeleteCommand({ TableName, Key: { pk: 'p', sk } }));
  }

  it('answers as the database engine does, for any requests in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 12 }), async (commands) => {
        await clear();
        const memory = new MemoryDatabase();
        for (const each of commands) {
          const expected = await answer(() => aws.records.client.send(each as GetCommand));
          const found = await answer(async () => memory.run(each));
          expect(found).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuses an unknown expression instead of treating it as true', () => {
    expect(() => holds('size(a) > :b', {}, { values: { ':b': 1 } })).toThrow();
    expect(() => holds('#a = :b', {}, { values: { ':b': 1 } })).toThrow('#a has no name');
    expect(() => holds('a = :b', {}, {})).toThrow(':b has no value');
    expect(() => holds('a IN (:b)', {}, { values: { ':b': 1 } })).toThrow();
    expect(() => updated('DELETE a :b', {}, { values: { ':b': 1 } })).toThrow('DELETE');
  });
});
