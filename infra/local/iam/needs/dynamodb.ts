import { ACCOUNT, REGION } from '../../template/resource-types.ts';
import type { Need } from '../policy.ts';
import { MalformedRequest, type NeedsOf, UnknownNeed } from './request.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Read by hand: this is asked before each call, in threads that have no schemas of their own. */
function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new MalformedRequest(`${name} is no object.`);
}
function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new MalformedRequest(`${name} is no text.`);
}
function listOf(fields: Fields, name: string): Fields[] {
  const value = fields[name] ?? [];
  if (Array.isArray(value)) return value.map((member) => fieldsOf(member, name));
  throw new MalformedRequest(`${name} is no list.`);
}

const arnOf = (table: string): string =>
  table.startsWith('arn:') ? table : `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${table}`;
const onTable = (action: string, table: string): Need => ({
  action: `dynamodb:${action}`,
  resource: arnOf(table),
});
/** A read of an index needs the index, and not the table. */
const onIndex = (action: string, table: string, index: string | undefined): Need => ({
  action: `dynamodb:${action}`,
  resource: index === undefined ? arnOf(table) : `${arnOf(table)}/index/${index}`,
});
const onIndexNamed = (action: string, body: Fields): Need =>
  onIndex(action, textOf(body, 'TableName') ?? '', textOf(body, 'IndexName'));
const everyTable = (action: string, { RequestItems = {} }: Fields): Need[] =>
  Object.keys(fieldsOf(RequestItems, 'RequestItems')).map((table) => onTable(action, table));

/** Each action of a transaction needs the permission of the action alone; there is none for transactions. */
const IN_TRANSACTION: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};
const everyAction = (body: Fields): Need[] =>
  listOf(body, 'TransactItems').flatMap((item) =>
    Object.entries(item).map(([kind, action]) =>
      onTable(IN_TRANSACTION[kind] ?? kind, textOf(fieldsOf(action, kind), 'TableName') ?? ''),
    ),
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
    if (found !== undefined) return onIndex(action, table, index);
  }
  throw new UnknownNeed('dynamodb:ExecuteStatement with a statement of an unknown form');
}
const everyStatement = (body: Fields, name: string): Need[] =>
  listOf(body, name).map((each) => statement(textOf(each, 'Statement') ?? ''));

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
const OTHERS: Readonly<Record<string, (body: Fields) => Need[]>> = {
  Query: (body) => [onIndexNamed('Query', body)],
  Scan: (body) => [onIndexNamed('Scan', body)],
  BatchGetItem: (body) => everyTable('BatchGetItem', body),
  BatchWriteItem: (body) => everyTable('BatchWriteItem', body),
  TransactGetItems: everyAction,
  TransactWriteItems: everyAction,
  ExecuteStatement: (body) => [statement(textOf(body, 'Statement') ?? '')],
  BatchExecuteStatement: (body) => everyStatement(body, 'Statements'),
  ExecuteTransaction: (body) => everyStatement(body, 'TransactStatements'),
  ListTables: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  ListStreams: () => [{ action: 'dynamodb:ListStreams', resource: '*' }],
};

/**
 * @param request the request's JSON
 * @throws SyntaxError, MalformedRequest, UnknownNeed
 */
export function needsOfDynamoDb(operation: string, request: string): Need[] {
  const body = fieldsOf(JSON.parse(request), 'The request');
  if (ON_TABLE.has(operation)) return [onTable(operation, textOf(body, 'TableName') ?? '')];
  if (STREAM_OPERATIONS.has(operation))
    return [{ action: `dynamodb:${operation}`, resource: textOf(body, 'StreamArn') ?? '*' }];
  const needs = OTHERS[operation]?.(body);
  if (needs === undefined) throw new UnknownNeed(`dynamodb:${operation}`);
  return needs;
}

export const dynamodbNeeds: NeedsOf = ({ operation, body }) =>
  needsOfDynamoDb(operation, body.toString('utf8'));
