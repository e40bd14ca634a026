import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { EVENT_CHANNELS } from '../../kernel/contract/event-channels.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { Connection, ConnectionStore } from '../app/ports/realtime.ts';
import { connectionKey, connectionsPartition } from './keys.ts';

const connectionSchema = z.object({
  workspace: workspaceIdSchema,
  id: z.string(),
  version: z.number().int(),
  subject: z.string(),
  channels: z.array(keepUnknown(z.enum(EVENT_CHANNELS))),
  expiresAt: z.number().int(),
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

  ofWorkspace(workspace: string): Promise<Connection[]> {
    return this.records.all(connectionsPartition(workspace), connectionSchema);
  }

  async isWatched(workspace: string): Promise<boolean> {
    const found = await this.records.all(connectionsPartition(workspace), z.object({}), { consistent: true });
    return found.length > 0;
  }
}
