import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import type { RecordTable } from './table.ts';

export interface Counter {
  readonly name: string;
  readonly add: number;
  /** The counter may not come to more than this. */
  readonly limit?: number;
}

/** Adds to all counters of a record, or to none: false when one of them would pass its limit. */
export async function addToCounters(
  table: RecordTable,
  key: Key,
  counters: readonly Counter[],
  expiresAt?: number,
): Promise<boolean> {
  if (counters.some(({ add, limit }) => limit !== undefined && add > limit)) return false;
  const names = Object.fromEntries(counters.map(({ name }, i) => [`#c${i}`, name]));
  const values = Object.fromEntries(
    counters.flatMap(({ add, limit }, i) => [
      [`:add${i}`, add],
      ...(limit === undefined ? [] : [[`:room${i}`, limit - add]]),
    ]),
  );
  const conditions = counters.flatMap(({ limit }, i) =>
    limit === undefined ? [] : [`(attribute_not_exists(#c${i}) OR #c${i} <= :room${i})`],
  );
  const adds = counters.map((_, i) => `#c${i} :add${i}`).join(', ');
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...key },
        UpdateExpression: expiresAt === undefined ? `ADD ${adds}` : `SET expiresAt = :expiresAt ADD ${adds}`,
        ConditionExpression: conditions.length > 0 ? conditions.join(' AND ') : undefined,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: {
          ...values,
          ...(expiresAt === undefined ? {} : { ':expiresAt': expiresAt }),
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
