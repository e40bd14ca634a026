/** A process that opens a connection once and prints what came of it: `node open-connection.ts SETTINGS`. */
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connectionsOver } from '../../shared/connections/app/open-connection.ts';
import { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { connectionDeps } from './connection-world.ts';

const { endpoint, secretsEndpoint, workspace, id, aheadMs } = JSON.parse(process.argv[2] ?? '');
const client = new DynamoDBClient({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const deps = connectionDeps({
  tables: { records: new RecordTable(client, 'records'), events: new RecordTable(client, 'events') },
  secretsEndpoint,
  clock: { now: () => new Date(Date.now() + aheadMs) },
  wait: (ms) => wait(ms),
});
console.log(JSON.stringify(await connectionsOver(deps).open(workspace, id)));
