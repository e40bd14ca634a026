import { setTimeout as delay } from 'node:timers/promises';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { chunksOf, mapConcurrent } from '../../../kernel/concurrency.ts';
import type { Key } from './keys.ts';
import { itemOf, type RecordTable } from './table.ts';

const BATCH_WRITE_ITEMS = 25;
const PAUSE_MS = 50;

/** Puts records without a guard: only for those that are a function of their key, so that a repeat writes the same. */
export async function batchPut(table: RecordTable, items: readonly (Key & object)[]): Promise<void> {
  await mapConcurrent(chunksOf(items, BATCH_WRITE_ITEMS), 4, async (chunk) => {
    let left: Record<string, unknown>[] = chunk.map((item) => itemOf(item, item));
    for (let tries = 1; left.length > 0; tries++) {
      const { UnprocessedItems } = await table.client.send(
        new BatchWriteCommand({
          RequestItems: { [table.name]: left.map((Item) => ({ PutRequest: { Item } })) },
        }),
      );
      left = (UnprocessedItems?.[table.name] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item ? [PutRequest.Item] : [],
      );
      if (left.length > 0) await delay(PAUSE_MS * tries);
    }
  });
}
