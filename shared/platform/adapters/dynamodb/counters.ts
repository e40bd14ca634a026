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

/** The input of an update that adds to the attributes of a record, made with the first of them. */
export function addition(
  table: RecordTable,
  key: Key,
  adds: Readonly<Record<string, number>>,
  expiresAt?: number,
) {
  const entries = Object.entries(adds);
  const add = `ADD ${entries.map((_, i) => `#c${i} :c${i}`).join(', ')}`;
  return {
    TableName: table.name,
    Key: { ...key },
    UpdateExpression: expiresAt === undefined ? add : `SET expiresAt = :expiresAt ${add}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], i) => [`#c${i}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(entries.map(([, by], i) => [`:c${i}`, by])),
      ...(expiresAt === undefined ? {} : { ':expiresAt': expiresAt }),
    },
  };
}

/** Whether so much can never be added, whatever was counted so far. */
export const passesLimit = (counters: readonly Counter[]): boolean =>
  counters.some(({ add, limit }) => limit !== undefined && add > limit);

/** The input of an update that adds to all counters of a record, or to none when one of them would pass its limit. */
export function limitedAddition(
  table: RecordTable,
  key: Key,
  counters: readonly Counter[],
  expiresAt?: number,
) {
  const adds = Object.fromEntries(counters.map(({ name, add }) => [name, add]));
  const update = addition(table, key, adds, expiresAt);
  const rooms = counters.flatMap(({ add, limit }, i) =>
    limit === undefined ? [] : [[`:room${i}`, limit - add] as const],
  );
  const conditions = counters.flatMap(({ limit }, i) =>
    limit === undefined ? [] : [`(attribute_not_exists(#c${i}) OR #c${i} <= :room${i})`],
  );
  return {
    ...update,
    ConditionExpression: conditions.length > 0 ? conditions.join(' AND ') : undefined,
    ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ...Object.fromEntries(rooms) },
  };
}

/** Adds to all counters of a record, or to none: false when one of them would pass its limit. */
export async function addToCounters(
  table: RecordTable,
  key: Key,
  counters: readonly Counter[],
  expiresAt?: number,
): Promise<boolean> {
  if (passesLimit(counters)) return false;
  try {
    await table.client.send(new UpdateCommand(limitedAddition(table, key, counters, expiresAt)));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
