import * as z from 'zod';
import { ACCOUNT, REGION } from '../../template/resource-types.ts';
import type { Need } from '../policy.ts';
import { type NeedsOf, UnknownNeed } from './request.ts';

const tables = z.record(z.string(), z.unknown()).default({});
const input = z.looseObject({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  StreamArn: z.string().optional(),
  RequestItems: tables,
  TransactItems: z.array(z.record(z.string(), z.looseObject({ TableName: z.string() }))).default([]),
  Statement: z.string().optional(),
  Statements: z.array(z.looseObject({ Statement: z.string() })).default([]),
  TransactStatements: z.array(z.looseObject({ Statement: z.string() })).default([]),
});
type Input = z.infer<typeof input>;

const arnOf = (table: string): string =>
  table.startsWith('arn:') ? table : `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${table}`;
const onTable = (action: string, table: string): Need => ({
  action: `dynamodb:${action}`,
  resource: arnOf(table),
});
/** A read of an index needs the index, and not the table. */
const onIndex = (action: string, { TableName = '', IndexName }: Input): Need => ({
  action: `dynamodb:${action}`,
  resource: IndexName === undefined ? arnOf(TableName) : `${arnOf(TableName)}/index/${IndexName}`,
});
const everyTable = (action: string, { RequestItems }: Input): Need[] =>
  Object.keys(RequestItems).map((table) => onTable(action, table));

/** Each action of a transaction needs the permission of the action alone; there is none for transactions. */
const IN_TRANSACTION: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};
const everyAction = ({ TransactItems }: Input): Need[] =>
  TransactItems.flatMap((item) =>
    Object.entries(item).map(([kind, { TableName }]) => onTable(IN_TRANSACTION[kind] ?? kind, TableName)),
  );

const PARTIQL: readonly (readonly [RegExp, string])[] = [
  [/^\s*SELECT\b[^"]*\bFROM\s+"([^"]+)"(?:\."([^"]+)")?/i, 'PartiQLSelect'],
  [/^\s*INSERT\s+INTO\s+"([^"]+)"/i, 'PartiQLInsert'],
  [/^\s*UPDATE\s+"([^"]+)"/i, 'PartiQLUpdate'],
  [/^\s*DELETE\s+FROM\s+"([^"]+)"/i, 'PartiQLDelete'],
];
function statement(text: string): Need {
  for (const [pattern, action] of PARTIQL) {
    const [found, table = '', index] = pattern.exec(text) ?? [];
    if (found !== undefined) return onIndex(action, { ...EMPTY, TableName: table, IndexName: index });
  }
  throw new UnknownNeed('dynamodb:ExecuteStatement with a statement of an unknown form');
}
const EMPTY: Input = { RequestItems: {}, TransactItems: [], Statements: [], TransactStatements: [] };

const STREAM_OPERATIONS = new Set(['DescribeStream', 'GetRecords', 'GetShardIterator']);
const ON_TABLE = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'UpdateTimeToLive',
  'UpdateTable',
  'CreateTable',
  'DeleteTable',
]);
const OTHERS: Readonly<Record<string, (body: Input) => Need[]>> = {
  Query: (body) => [onIndex('Query', body)],
  Scan: (body) => [onIndex('Scan', body)],
  BatchGetItem: (body) => everyTable('BatchGetItem', body),
  BatchWriteItem: (body) => everyTable('BatchWriteItem', body),
  TransactGetItems: everyAction,
  TransactWriteItems: everyAction,
  ExecuteStatement: ({ Statement = '' }) => [statement(Statement)],
  BatchExecuteStatement: ({ Statements }) => Statements.map((each) => statement(each.Statement)),
  ExecuteTransaction: ({ TransactStatements }) => TransactStatements.map((each) => statement(each.Statement)),
  ListTables: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  ListStreams: () => [{ action: 'dynamodb:ListStreams', resource: '*' }],
};

export const dynamodbNeeds: NeedsOf = ({ operation, body }) => {
  const parsed = input.parse(JSON.parse(body.toString('utf8')));
  if (ON_TABLE.has(operation)) return [onTable(operation, parsed.TableName ?? '')];
  if (STREAM_OPERATIONS.has(operation))
    return [{ action: `dynamodb:${operation}`, resource: parsed.StreamArn ?? '*' }];
  const needs = OTHERS[operation]?.(parsed);
  if (needs === undefined) throw new UnknownNeed(`dynamodb:${operation}`);
  return needs;
};
