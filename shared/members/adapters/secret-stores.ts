import type * as z from 'zod';
import type { RexEvent } from '../../kernel/events.ts';
import { putWithEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import type { Key } from '../../platform/adapters/dynamodb/keys.ts';
import type { RecordTable, Tables } from '../../platform/adapters/dynamodb/table.ts';
import type { ApiKeyStore, InvitationStore } from '../app/ports/members.ts';
import { apiKeyRecordSchema } from '../domain/api-key.ts';
import { invitationRecordSchema } from '../domain/invitation.ts';
import { apiKeyKey, apiKeysPartition, invitationKey, invitationsPartition } from './keys.ts';

/** Records of a workspace that each have a secret, of which they keep the hash. Ids sort by time. */
class SecretStore<S extends z.ZodType<{ workspace: string; id: string; version: number }>> {
  private readonly records: RecordTable;
  private readonly events: RecordTable;
  private readonly schema: S;
  private readonly partitionOf: (workspace: string) => string;
  private readonly keyOf: (workspace: string, id: string) => Key;

  constructor(
    tables: Tables,
    schema: S,
    partitionOf: (workspace: string) => string,
    keyOf: (workspace: string, id: string) => Key,
  ) {
    this.records = tables.records;
    this.events = tables.events;
    this.schema = schema;
    this.partitionOf = partitionOf;
    this.keyOf = keyOf;
  }

  get(workspace: string, id: string): Promise<z.infer<S> | undefined> {
    return this.records.get(this.keyOf(workspace, id), this.schema);
  }

  async list(workspace: string): Promise<z.infer<S>[]> {
    return (await this.records.all(this.partitionOf(workspace), this.schema)).toReversed();
  }

  save(record: z.infer<S>, events: readonly RexEvent[]): Promise<void> {
    const { workspace, id, version } = record;
    const key = this.keyOf(workspace, id);
    const expected = version === 1 ? 'absent' : { version: version - 1 };
    return putWithEvents(this.records, { key, record, expected }, this.events, events);
  }
}

export const invitationStore = (tables: Tables): InvitationStore =>
  new SecretStore(tables, invitationRecordSchema, invitationsPartition, invitationKey);
export const apiKeyStore = (tables: Tables): ApiKeyStore =>
  new SecretStore(tables, apiKeyRecordSchema, apiKeysPartition, apiKeyKey);
