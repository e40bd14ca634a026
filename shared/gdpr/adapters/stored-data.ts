import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { RexError } from '../../kernel/errors.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import type { ItemPage, StoredData, StoredItem, TableName } from '../app/ports/person-data.ts';

type ItemKey = Pick<StoredItem, 'pk' | 'sk'>;

/** As it is: what is erased need not be understood. */
const stored = (item: Readonly<Record<string, unknown>>): StoredItem => ({
  ...item,
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

  async replace(
    table: TableName,
    before: StoredItem,
    after: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { client, name } = this.tables[table];
    const version = before['version'];
    // Whoever read the record before must read it again, or they would write the person back.
    const guard =
      table === 'records' && typeof version === 'number'
        ? {
            Item: { ...after, version: version + 1 },
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': version },
          }
        : { Item: { ...after }, ConditionExpression: 'attribute_exists(pk)' };
    try {
      await client.send(new PutCommand({ TableName: name, ...guard }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      throw new RexError('VERSION_CONFLICT', 'A record changed while it was erased.', { cause: error });
    }
  }
}
