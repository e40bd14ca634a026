import type { RexEvent } from '../../kernel/events.ts';
import { subscriptionItem, unsubscription } from '../../live/adapters/connection-store.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { type Expectation, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { EndpointStore } from '../app/ports/webhooks.ts';
import { type Endpoint, endpointRecordSchema } from '../domain/endpoint.ts';
import { endpointKey, endpointsPartition } from './keys.ts';

/** Each endpoint has an entry among the listeners of its workspace, written in the transaction that writes the endpoint. */
export class DynamoEndpointStore implements EndpointStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  list(workspace: string): Promise<Endpoint[]> {
    return this.records.all(endpointsPartition(workspace), endpointRecordSchema);
  }

  get(workspace: string, id: string): Promise<Endpoint | undefined> {
    return this.records.get(endpointKey(workspace, id), endpointRecordSchema);
  }

  create(endpoint: Endpoint, events: readonly RexEvent[]): Promise<void> {
    return this.write(endpoint, 'absent', events);
  }

  async save(endpoint: Endpoint, events: readonly RexEvent[]): Promise<Endpoint> {
    const next = { ...endpoint, version: endpoint.version + 1 };
    await this.write(next, { version: endpoint.version }, events);
    return next;
  }

  remove({ workspace, id, version }: Endpoint, events: readonly RexEvent[]): Promise<void> {
    return transact(this.records, [
      {
        Delete: {
          TableName: this.records.name,
          Key: { ...endpointKey(workspace, id) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        },
      },
      unsubscription(this.records, workspace, id),
      ...putEvents(this.events, events),
    ]);
  }

  private write(endpoint: Endpoint, expected: Expectation, events: readonly RexEvent[]): Promise<void> {
    const { workspace, id } = endpoint;
    return transact(this.records, [
      this.records.putItem(endpointKey(workspace, id), endpoint, expected),
      subscriptionItem(this.records, workspace, { endpointId: id, events: endpoint.events }),
      ...putEvents(this.events, events),
    ]);
  }
}
