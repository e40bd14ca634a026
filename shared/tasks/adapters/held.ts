import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { HOUR } from '../../kernel/clock.ts';
import type { RecordTable, TransactItem } from '../../platform/adapters/dynamodb/table.ts';
import type { Task } from '../domain/task.ts';
import { heldKey } from './keys.ts';

/** What the claim of a task holds until then, as part of the transaction that claims: refused while another task holds it. */
export function heldItems(
  records: RecordTable,
  { workspace, id, claim }: Task,
  now: string,
  until: string,
): TransactItem[] {
  if (claim?.holds === undefined) return [];
  const expiresAt = Math.floor((Date.parse(until) + HOUR) / 1_000);
  return [
    {
      Put: {
        TableName: records.name,
        Item: { ...heldKey(workspace, claim.holds), holder: id, until, expiresAt },
        ConditionExpression: 'attribute_not_exists(pk) OR #holder = :me OR #until <= :now',
        ExpressionAttributeNames: { '#holder': 'holder', '#until': 'until' },
        ExpressionAttributeValues: { ':me': id, ':now': now },
      },
    },
  ];
}

/** Holds it no longer. Whoever holds it by now keeps it. */
export async function letGo(records: RecordTable, task: Task, now: string): Promise<void> {
  for (const { Put } of heldItems(records, task, now, now)) {
    try {
      if (Put) await records.client.send(new PutCommand(Put));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}
