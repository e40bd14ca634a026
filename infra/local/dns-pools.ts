import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { domainStores } from '../../shared/domains/adapters/stores.ts';
import type { Pool } from '../../shared/domains/domain/pool.ts';
import { mapConcurrent } from '../../shared/kernel/concurrency.ts';
import { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { provisioningStores } from '../../shared/provisioning/adapters/stores.ts';
import type { Provisioning } from '../../shared/provisioning/domain/provisioning.ts';
import { workspaceStores } from '../../shared/workspaces/adapters/stores.ts';
import type { DynamoDbEngine } from './endpoint/dynamodb-process.ts';

/** Where records are, which names the table. */
export interface Records {
  readonly engine: DynamoDbEngine;
  readonly table: string | undefined;
}

/** The table of records of an engine, once it was asked: to make a client takes longer than to answer a question. */
const tables = new WeakMap<DynamoDbEngine, RecordTable>();

/** Past the endpoint, which counts what AWS would charge for: a DNS is no part of that. */
function recordsOf({ engine, table: name }: Records): RecordTable | undefined {
  const known = tables.get(engine);
  if (known || name === undefined) return known;
  const client = new DynamoDBClient({
    endpoint: `http://${engine.host}:${engine.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const table = new RecordTable(client, name);
  tables.set(engine, table);
  return table;
}

export async function readPools(at: Records): Promise<Pool[]> {
  const records = recordsOf(at);
  if (records === undefined) return [];
  const { workspaces } = workspaceStores({ records, events: records });
  const { pools } = domainStores({ records, events: records });
  const all = await mapConcurrent(await workspaces.workspaces(), 8, (id) => pools.get(id));
  return all.filter((pool) => pool !== undefined);
}

export async function readProvisioning(
  at: Records,
  workspace: string,
  domain: string,
): Promise<Provisioning | undefined> {
  const records = recordsOf(at);
  return records && provisioningStores({ records, events: records }).provisionings.get(workspace, domain);
}
