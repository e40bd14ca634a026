#!/usr/bin/env bash
# One expects: a write whose condition fails is asked for once, since it is refused for good and the client retries only what passes
# by itself. What happens: when the Date header of the answer is five minutes or more away from the clock of the client, the client
# takes any refusal for an effect of a wrong clock and asks four times; at three minutes away it asks once.
# Why it matters: a host with a wrong clock, or an emulator whose callers live in virtual time, pays four requests for every
# condition that fails, and nothing says so but `attempts` in the metadata of the error.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --save-exact @aws-sdk/client-dynamodb@3.1162.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'INNER'
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const MINUTE = 60_000;
const REFUSAL = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
  message: 'The conditional request failed',
});

/** How often a put is asked for that a server refuses whose date is so far away. */
async function requestsAt(awayMs) {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume().on('end', () => {
      response.setHeader('date', new Date(Date.now() + awayMs).toUTCString());
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(REFUSAL);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${server.address().port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const put = new PutItemCommand({
    TableName: 'leads',
    Item: { id: { S: '1' } },
    ConditionExpression: 'attribute_not_exists(id)',
  });
  await assert.rejects(client.send(put), { name: 'ConditionalCheckFailedException' });
  client.destroy();
  server.close();
  return requests;
}

const seen = {};
for (const minutes of [0, 3, 60, -60]) seen[`${minutes} minutes away`] = await requestsAt(minutes * MINUTE);
console.log('requests for one refused put', seen);
assert.deepEqual(Object.values(seen), [1, 1, 4, 4]);
INNER
node run.mjs
