#!/usr/bin/env bash
# One expects: a SELECT of PartiQL whose WHERE names partition keys by IN reads these partitions, as the manual of DynamoDB
# promises for "=" and for IN alike, and costs what so many queries do. What happens: dynoxide does so for "=" and, for IN,
# reads the whole table: the units that it reports grow with all other partitions, and so does the time. The rows are right.
# Why it matters: one statement in place of many queries is cheap on AWS, and looks two hundred times dearer among 800 other rows
# here, where units are counted to know what a path costs.
set -euo pipefail
dir=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --save-exact @dynoxide/linux-x64@1.2.1 @aws-sdk/client-dynamodb@3.1162.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'INNER'
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';

const port = 20_000 + (process.pid % 20_000);
const engine = spawn('node_modules/@dynoxide/linux-x64/dynoxide', ['--port', String(port)], { stdio: 'ignore' });
const client = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${port}`,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
try {
  for (let tries = 0; tries < 100; tries++) {
    if (await client.send(new ListTablesCommand({})).then(() => true, () => false)) break;
    await sleep(50);
  }
  await client.send(
    new CreateTableCommand({
      TableName: 'work',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'shard', KeyType: 'HASH' }, { AttributeName: 'id', KeyType: 'RANGE' }],
      AttributeDefinitions: [
        { AttributeName: 'shard', AttributeType: 'S' },
        { AttributeName: 'id', AttributeType: 'S' },
      ],
    }),
  );
  const put = (shard, id) => ({
    PutRequest: { Item: { shard: { S: shard }, id: { S: id }, text: { S: 'x'.repeat(1000) } } },
  });
  const unitsOf = async (Statement, ...values) => {
    const { Items, ConsumedCapacity } = await client.send(
      new ExecuteStatementCommand({
        Statement,
        Parameters: values.map((S) => ({ S })),
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    return `${Items.length} rows, ${ConsumedCapacity.CapacityUnits} units`;
  };
  const look = async () => ({
    '=': await unitsOf('SELECT * FROM "work" WHERE shard = ?', 'a'),
    IN: await unitsOf('SELECT * FROM "work" WHERE shard IN [?, ?]', 'a', 'b'),
  });
  await client.send(new BatchWriteItemCommand({ RequestItems: { work: [put('a', '1'), put('b', '1')] } }));
  const alone = await look();
  for (let n = 0; n < 40; n++)
    await client.send(
      new BatchWriteItemCommand({
        RequestItems: { work: Array.from({ length: 20 }, (_, i) => put(`other-${n}`, String(i))) },
      }),
    );
  const among = await look();
  console.log({ alone, 'among 800 rows of other partitions': among });
  assert.equal(alone['='], among['=']);
  assert.match(alone.IN, /^2 rows, [01](\.\d+)? units$/);
  assert.match(among.IN, /^2 rows, /);
  assert.ok(Number(/, ([\d.]+) units/.exec(among.IN)[1]) > 50);
} finally {
  engine.kill();
}
INNER
node run.mjs
