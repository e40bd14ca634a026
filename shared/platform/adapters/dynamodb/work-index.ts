import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Key, WorkKind } from './keys.ts';
import type { RecordTable } from './table.ts';

const WORK_INDEX = 'work';

/** Keys of records in the sparse index of open work; with `before`, only of those due until then. */
export async function queryWork(table: RecordTable, kind: WorkKind, before?: Date): Promise<Key[]> {
  const shards = await Promise.all(kind.shards.map((shard) => queryShard(table, shard, before)));
  return shards.flat();
}

async function queryShard(table: RecordTable, shard: string, before: Date | undefined): Promise<Key[]> {
  const keys: Key[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: WORK_INDEX,
        KeyConditionExpression: before ? 'workShard = :shard AND workDueAt <= :before' : 'workShard = :shard',
        ExpressionAttributeValues: {
          ':shard': shard,
          ...(before ? { ':before': before.toISOString() } : {}),
        },
        ExclusiveStartKey: start,
      }),
    );
    keys.push(...Items.map((item) => ({ pk: String(item['pk']), sk: String(item['sk']) })));
    start = LastEvaluatedKey;
  } while (start);
  return keys;
}
