import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { type Expectation, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { ConnectionRecords } from '../app/ports/stores.ts';
import { type Connection, connectionRecordSchema } from '../domain/connection.ts';
import { accountKey, accountsPartition } from './keys.ts';

export class DynamoConnectionRecords implements ConnectionRecords {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  list(workspace: string): Promise<Connection[]> {
    return this.records.all(accountsPartition(workspace), connectionRecordSchema, { consistent: true });
  }

  get(workspace: string, id: string): Promise<Connection | undefined> {
    return this.records.get(accountKey(workspace, id), connectionRecordSchema);
  }

  create(connection: Connection, events: readonly RexEvent[]): Promise<void> {
    return this.write(connection, 'absent', events);
  }

  async save(connection: Connection, events: readonly RexEvent[]): Promise<Connection> {
    const next = { ...connection, version: connection.version + 1 };
    await this.write(next, { version: connection.version }, events);
    return next;
  }

  remove({ workspace, id, version }: Connection, events: readonly RexEvent[]): Promise<void> {
    return transact(this.records, [
      {
        Delete: {
          TableName: this.records.name,
          Key: { ...accountKey(workspace, id) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        },
      },
      ...putEvents(this.events, events),
    ]);
  }

  private write(connection: Connection, expected: Expectation, events: readonly RexEvent[]): Promise<void> {
    const { workspace, id } = connection;
    return transact(this.records, [
      this.records.putItem(accountKey(workspace, id), connection, expected),
      ...putEvents(this.events, events),
    ]);
  }
}
