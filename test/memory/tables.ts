import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { z } from 'zod';
import type { Key } from '../../shared/platform/adapters/dynamodb/keys.ts';
import { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { type Command, MemoryDatabase } from './database.ts';

/** Carries out a command, now or later, or fails instead. */
type Send = (command: Command) => Promise<unknown>;

/** Asked for its settings only; nothing is ever sent by it. */
const nobody = new DynamoDBClient({
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** What was parsed is made anew, and belongs to nobody else. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const each of Object.values(value)) freeze(each);
  return Object.freeze(value);
}

/** A stored item never changes, so it is parsed once for each schema. */
const parsed = new WeakMap<object, Map<z.ZodType, unknown>>();

class MemoryTable extends RecordTable {
  protected override parse<S extends z.ZodType>(
    schema: S,
    item: Readonly<Record<string, unknown>>,
    key: Key,
  ): z.infer<S> {
    const known = parsed.get(item) ?? new Map<z.ZodType, unknown>();
    parsed.set(item, known);
    if (!known.has(schema)) known.set(schema, freeze(super.parse(schema, item, key)));
    return known.get(schema) as z.infer<S>;
  }
}

const TABLES = { records: new MemoryTable(nobody, 'records'), events: new MemoryTable(nobody, 'events') };

/** A table of this name whose commands go to `send`. There are many, and to set up a client takes long: all share one. */
export function tableOver(send: Send, name: keyof typeof TABLES): RecordTable {
  return Object.assign(Object.create(TABLES[name]) as RecordTable, {
    client: { send } as unknown as DynamoDBDocumentClient,
  });
}

/** Both tables in memory: all stores of Rex work over them, without a database. */
export function openMemory(database = new MemoryDatabase()) {
  const send: Send = async (command) => database.run(command);
  return { database, records: tableOver(send, 'records'), events: tableOver(send, 'events') };
}
