import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { domainStores } from '../../shared/domains/adapters/stores.ts';
import type { Pool } from '../../shared/domains/domain/pool.ts';
import { mapConcurrent } from '../../shared/kernel/concurrency.ts';
import { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { provisioningStores } from '../../shared/provisioning/adapters/stores.ts';
import type { Provisioning } from '../../shared/provisioning/domain/provisioning.ts';
import { workspaceStores } from '../../shared/workspaces/adapters/stores.ts';
import type { DynamoDbEngine } from './endpoint/dynamodb-process.ts';
import { LOOPBACK } from './net.ts';

/** Past the endpoint, which counts what AWS would charge for: a DNS is no part of that. */
async function reading<T>(
  { host, port }: DynamoDbEngine,
  read: (records: RecordTable) => Promise<T>,
  otherwise: T,
): Promise<T> {
  const client = new DynamoDBClient({
    endpoint: `http://${host ?? LOOPBACK}:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const name = TableNames.find((table) => /records/i.test(table));
    return name === undefined ? otherwise : await read(new RecordTable(client, name));
  } finally {
    client.destroy();
  }
}

export const readPools = (engine: DynamoDbEngine): Promise<Pool[]> =>
  reading(
    engine,
    async (records) => {
      const { workspaces } = workspaceStores({ records, events: records });
      const { pools } = domainStores({ records, events: records });
      const all = await mapConcurrent(await workspaces.workspaces(), 8, (id) => pools.get(id));
      return all.filter((pool) => pool !== undefined);
    },
    [],
  );

export const readProvisioning = (
  engine: DynamoDbEngine,
  workspace: string,
  domain: string,
): Promise<Provisioning | undefined> =>
  reading(
    engine,
    (records) => provisioningStores({ records, events: records }).provisionings.get(workspace, domain),
    undefined,
  );
