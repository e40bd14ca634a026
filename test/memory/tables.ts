import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { type Command, MemoryDatabase } from './database.ts';

/** Carries out a command, now or later, or fails instead. */
export type Send = (command: Command) => Promise<unknown>;

/** Asked for its settings only; nothing is ever sent by it. */
const nobody = new DynamoDBClient({
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** A table of the same name whose commands go to `send`. */
export function tableOver(send: Send, name: 'records' | 'events'): RecordTable {
  const table = new RecordTable(nobody, name);
  return Object.assign(table, { client: { send } as unknown as DynamoDBDocumentClient });
}

/** Both tables in memory: all stores of Rex work over them, without a database. */
export function openMemory(database = new MemoryDatabase()) {
  const send: Send = async (command) => database.run(command);
  return { database, records: tableOver(send, 'records'), events: tableOver(send, 'events') };
}
