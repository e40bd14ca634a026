import { isDeepStrictEqual } from 'node:util';
import { DeleteCommand, GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import {
  packed,
  packedAs,
  type Tables,
  type TransactItem,
  transact,
  unpacked,
} from '../../platform/adapters/dynamodb/table.ts';
import type { ItemChange, ItemPage, StoredData, StoredItem, TableName } from '../app/ports/person-data.ts';

type ItemKey = Pick<StoredItem, 'pk' | 'sk'>;

/** As it is: what is erased need not be understood. */
const stored = (item: Readonly<Record<string, unknown>>): StoredItem => ({
  ...unpacked(item),
  pk: String(item['pk']),
  sk: String(item['sk']),
});

/** Keys have no line breaks. */
const writeCursor = (key: Readonly<Record<string, unknown>>): string => `${key['pk']}\n${key['sk']}`;
function readCursor(cursor: string): ItemKey {
  const [pk = '', sk = ''] = cursor.split('\n');
  return { pk, sk };
}

/** The two tables, read and written as they are stored. */
export class DynamoStoredData implements StoredData {
  private readonly tables: Tables;

  constructor(tables: Tables) {
    this.tables = tables;
  }

  async scan(table: TableName, workspace: string, cursor: string | undefined): Promise<ItemPage> {
    const { client, name } = this.tables[table];
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName: name,
        ConsistentRead: true,
        FilterExpression: 'begins_with(pk, :workspace)',
        ExpressionAttributeValues: { ':workspace': `W#${workspace}#` },
        ExclusiveStartKey: cursor === undefined ? undefined : readCursor(cursor),
      }),
    );
    return {
      items: Items.map(stored),
      cursor: LastEvaluatedKey ? writeCursor(LastEvaluatedKey) : null,
    };
  }

  async partition(table: TableName, pk: string): Promise<StoredItem[]> {
    const { client, name } = this.tables[table];
    const items: StoredItem[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ExclusiveStartKey: from,
        }),
      );
      items.push(...Items.map(stored));
      from = LastEvaluatedKey;
    } while (from);
    return items;
  }

  async get(table: TableName, { pk, sk }: ItemKey): Promise<StoredItem | undefined> {
    const { client, name } = this.tables[table];
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: { pk, sk }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : stored(Item);
  }

  async delete(table: TableName, { pk, sk }: ItemKey): Promise<void> {
    const { client, name } = this.tables[table];
    await client.send(new DeleteCommand({ TableName: name, Key: { pk, sk } }));
  }

  async change(table: TableName, changes: readonly ItemChange[]): Promise<void> {
    const { name } = this.tables[table];
    const items = changes.flatMap(({ before, after }): TransactItem[] => {
      const { pk, sk } = before;
      const item = { TableName: name, Key: { pk, sk } };
      if (!after) {
        return [{ Delete: { ...item, ...guardOf(differences(before, {})) } }];
      }
      const changed = differences(before, table === 'records' ? withNextVersion(before, after) : after);
      return changed.length > 0 ? [{ Update: { ...item, ...guardOf(changed), ...updateOf(changed) } }] : [];
    });
    if (items.length > 0) await transact(this.tables[table], items);
  }
}

/** Whoever read a record with a version before must read it again, or they would write the person back. */
const withNextVersion = (before: StoredItem, after: Readonly<Record<string, unknown>>) => {
  const { version } = before;
  return typeof version === 'number' ? { ...after, version: version + 1 } : after;
};

interface Difference {
  readonly name: string;
  readonly was: unknown;
  readonly is: unknown;
}

function differences(before: StoredItem, after: Readonly<Record<string, unknown>>): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name) => ({ name, was: before[name], is: after[name] }))
    .filter(({ was, is }) => !isDeepStrictEqual(was, is));
}

/**
 * What differs must still be as it was read: not every item has a version, and two erasures that meet in one would else write
 * each other's person back.
 */
const guardOf = (changed: readonly Difference[]) => ({
  ConditionExpression: changed
    .map(({ was }, n) => (was === undefined ? `attribute_not_exists(#a${n})` : `#a${n} = :was${n}`))
    .join(' AND '),
  ExpressionAttributeNames: Object.fromEntries(changed.map(({ name }, n) => [`#a${n}`, name])),
  ExpressionAttributeValues: valuesOf(changed),
});

const valuesOf = (changed: readonly Difference[]) =>
  Object.fromEntries(
    changed.flatMap(({ was, is }, n) => [
      ...(was === undefined ? [] : [[`:was${n}`, packedAs(was) ?? was] as const]),
      ...(is === undefined
        ? []
        : [[`:is${n}`, packedAs(was) && Array.isArray(is) ? packed(is) : is] as const]),
    ]),
  );

function updateOf(changed: readonly Difference[]) {
  const set = changed.flatMap(({ is }, n) => (is === undefined ? [] : [`#a${n} = :is${n}`]));
  const removed = changed.flatMap(({ is }, n) => (is === undefined ? [`#a${n}`] : []));
  const parts = [
    ...(set.length > 0 ? [`SET ${set.join(', ')}`] : []),
    ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
  ];
  return { UpdateExpression: parts.join(' ') };
}
