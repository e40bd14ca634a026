import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { domainStores } from '../../shared/domains/adapters/stores.ts';
import type { Pool } from '../../shared/domains/domain/pool.ts';
import { mapConcurrent } from '../../shared/kernel/concurrency.ts';
import { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { provisioningStores } from '../../shared/provisioning/adapters/stores.ts';
import type { Provisioning } from '../../shared/provisioning/domain/provisioning.ts';
import { workspaceStores } from '../../shared/workspaces/adapters/stores.ts';
import type { DynamoDbEngine } from './endpoint/dynamodb-process.ts';

/** The table of records of an engine, once it was seen: to make a client takes longer than to answer a question. */
const tables = new WeakMap<DynamoDbEngine, RecordTable>();

/** Past the endpoint, which counts what AWS would charge for: a DNS is no part of that. */
async function recordsOf(engine: DynamoDbEngine): Promise<RecordTable | undefined> {
  const known = tables.get(engine);
  if (known) return known;
  const client = new DynamoDBClient({
    endpoint: `http://${engine.host}:${engine.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const name = TableNames.find((table) => /records/i.test(table));
  if (name === undefined) {
    client.destroy();
    return undefined;
  }
  const table = new RecordTable(client, name);
  tables.set(engine, table);
  return table;
}

export async function readPools(engine: DynamoDbEngine): Promise<Pool[]> {
  const records = await recordsOf(engine);
  if (records === undefined) return [];
  const { workspaces } = workspaceStores({ records, events: records });
  const { pools } = domainStores({ records, events: records });
  const all = await mapConcurrent(await workspaces.workspaces(), 8, (id) => pools.get(id));
  return all.filter((pool) => pool !== undefined);
}

export async function readProvisioning(
  engine: DynamoDbEngine,
  workspace: string,
  domain: string,
): Promise<Provisioning | undefined> {
  const records = await recordsOf(engine);
  return records && provisioningStores({ records, events: records }).provisionings.get(workspace, domain);
}
