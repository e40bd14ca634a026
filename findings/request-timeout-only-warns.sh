#!/usr/bin/env bash
# One expects: a client of the AWS SDK that is given `requestTimeout: 200` gives up a request after 200 ms, as
# `connectionTimeout` does.
# What happens: it logs one line and goes on waiting, for as long as the server keeps the connection open. Only with
# `throwOnRequestTimeout: true` beside it the request ends in a TimeoutError, which is then tried again.
# Why it matters: a Lambda that means to fail after its time limit, and to leave the message to a retry, hangs until Lambda
# kills it; and whoever adds the second option gets retries where there were none.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact @aws-sdk/client-sqs@3.1162.0 @smithy/node-http-handler@4.14.2
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';

// Takes every request and answers after three seconds.
let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  request.resume();
  setTimeout(() => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end('{"QueueUrls":[]}');
  }, 3000);
});
await new Promise((listens) => server.listen(0, '127.0.0.1', listens));

async function ask(name, requestHandler) {
  asked = 0;
  const lines = [];
  const client = new SQSClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${server.address().port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 2,
    requestHandler,
    logger: { trace() {}, debug() {}, info() {}, warn: (line) => lines.push(String(line)), error() {} },
  });
  const began = performance.now();
  const answer = await client.send(new ListQueuesCommand({})).then(
    () => 'an answer',
    (error) => error.name,
  );
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${name}: ${answer} after ${seconds} s, asked ${asked} time(s), ${lines.length} line(s) logged`);
  client.destroy();
  return { answer, seconds, asked };
}

const warned = await ask('requestTimeout 200', { requestTimeout: 200 });
assert.deepEqual([warned.answer, warned.asked], ['an answer', 1]);
assert.ok(warned.seconds >= 3);
const thrown = await ask('and throwOnRequestTimeout', { requestTimeout: 200, throwOnRequestTimeout: true });
assert.deepEqual([thrown.answer, thrown.asked], ['TimeoutError', 2]);
server.closeAllConnections();
server.close();
EOF
node run.mjs
