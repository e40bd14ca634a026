import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { EVENT_CHANNELS } from '../../kernel/contract/event-channels.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { itemOf, type RecordTable, type TransactItem } from '../../platform/adapters/dynamodb/table.ts';
import type { Connection, ConnectionStore, Listeners, Subscription } from '../app/ports/realtime.ts';
import { connectionKey, connectionsPartition, subscriptionKey } from './keys.ts';

const connectionSchema = z.object({
  workspace: workspaceIdSchema,
  id: z.string(),
  version: z.number().int(),
  subject: z.string(),
  channels: z.array(keepUnknown(z.enum(EVENT_CHANNELS))),
  expiresAt: z.number().int(),
});

/** Endpoints of webhooks stand beside the connections, so that whoever publishes finds all listeners by one read. */
const listenerSchema = connectionSchema
  .partial()
  .extend({ endpointId: z.string().optional(), events: z.array(z.string()).optional() });
type Listener = z.infer<typeof listenerSchema>;

/** The entry of an endpoint as part of the transaction that writes the endpoint. */
export const subscriptionItem = (
  records: RecordTable,
  workspace: string,
  { endpointId, events }: Subscription,
): TransactItem => ({
  Put: {
    TableName: records.name,
    Item: itemOf(subscriptionKey(workspace, endpointId), { endpointId, events }),
  },
});

export const unsubscription = (
  records: RecordTable,
  workspace: string,
  endpointId: string,
): TransactItem => ({
  Delete: { TableName: records.name, Key: { ...subscriptionKey(workspace, endpointId) } },
});

export class DynamoConnectionStore implements ConnectionStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  add(connection: Connection): Promise<void> {
    return this.records.put(connectionKey(connection.workspace, connection.id), connection, 'absent');
  }

  get(workspace: string, id: string): Promise<Connection | undefined> {
    return this.records.get(connectionKey(workspace, id), connectionSchema);
  }

  save(connection: Connection): Promise<void> {
    const { workspace, id, version } = connection;
    return this.records.put(
      connectionKey(workspace, id),
      { ...connection, version: version + 1 },
      { version },
    );
  }

  async remove(workspace: string, id: string): Promise<void> {
    const Key = { ...connectionKey(workspace, id) };
    await this.records.client.send(new DeleteCommand({ TableName: this.records.name, Key }));
  }

  async ofWorkspace(workspace: string): Promise<Connection[]> {
    const found = await this.records.all(connectionsPartition(workspace), listenerSchema);
    return found.flatMap(connectionIn);
  }

  async listeners(workspace: string): Promise<Listeners> {
    const found = await this.records.all(connectionsPartition(workspace), listenerSchema, {
      consistent: true,
    });
    const subscriptions = found.flatMap(({ endpointId, events = [] }) =>
      endpointId === undefined ? [] : [{ endpointId, events }],
    );
    return { watched: found.length > subscriptions.length, subscriptions };
  }
}

function connectionIn({ workspace, id, version, subject, channels, expiresAt }: Listener): Connection[] {
  const known = workspace !== undefined && id !== undefined && version !== undefined;
  if (!known || subject === undefined || !channels || expiresAt === undefined) return [];
  return [{ workspace, id, version, subject, channels, expiresAt }];
}
