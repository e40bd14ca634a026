import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { z } from 'zod';
import type { Key } from '../../shared/platform/adapters/dynamodb/keys.ts';
import { parseRecord, RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { type Command, frozen, MemoryDatabase } from './database.ts';

/** Carries out a command, now or later, or fails instead. */
type Send = (command: Command) => Promise<unknown>;

/** Asked for its settings only; nothing is ever sent by it. */
const nobody = new DynamoDBClient({
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** A stored item never changes, so it is parsed once for each schema. */
const parsed = new WeakMap<object, Map<z.ZodType, unknown>>();

class MemoryTable extends RecordTable {
  override async get<S extends z.ZodType>(
    key: Key,
    schema: S,
    consistent: 'consistent' | 'eventual' = 'consistent',
  ): Promise<z.infer<S> | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.name, Key: { ...key }, ConsistentRead: consistent === 'consistent' }),
    );
    if (Item === undefined) return undefined;
    const known = parsed.get(Item) ?? new Map<z.ZodType, unknown>();
    parsed.set(Item, known);
    if (!known.has(schema)) known.set(schema, frozen(parseRecord(schema, Item, key)));
    return known.get(schema) as z.infer<S>;
  }
}

/** A table of the same name whose commands go to `send`. */
export function tableOver(send: Send, name: 'records' | 'events'): RecordTable {
  const table = new MemoryTable(nobody, name);
  return Object.assign(table, { client: { send } as unknown as DynamoDBDocumentClient });
}

/** Both tables in memory: all stores of Rex work over them, without a database. */
export function openMemory(database = new MemoryDatabase()) {
  const send: Send = async (command) => database.run(command);
  return { database, records: tableOver(send, 'records'), events: tableOver(send, 'events') };
}
