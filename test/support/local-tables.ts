import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';

/** The tables of a local Rex, past its API. */
export interface LocalTables {
  readonly records: RecordTable;
  readonly events: RecordTable;
  close(): void;
}

export async function openLocalTables(awsEndpoint: string): Promise<LocalTables> {
  const client = new DynamoDBClient({
    endpoint: awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const open = (part: string): RecordTable => {
    const name = TableNames.find((table) => table.toLowerCase().includes(part));
    if (name === undefined) throw new Error(`There is no table of ${part} among ${TableNames.join(', ')}.`);
    return new RecordTable(client, name);
  };
  return { records: open('records'), events: open('events'), close: () => client.destroy() };
}
