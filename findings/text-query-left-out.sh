#!/usr/bin/env bash
# One expects: a parameter of Amazon S3 Vectors that the service documents (queryTexts of QueryVectors, its search by words) is sent
# by the newest client that npm has, or refused by it.
# What happens: the newest client on npm is older than the parameter. It takes the call, leaves the parameter out without a word, and
# sends a search by the vector alone. botocore of the same weeks knows the parameter, which may even stand without a vector.
# Why it matters: a hybrid search quietly becomes a search by vectors: it answers, and words that only the text search would find are
# not found.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact @aws-sdk/client-s3vectors@3.1137.0
npm ls --depth=0 | tail -n +2
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check botocore==1.44.8
venv/bin/pip list --disable-pip-version-check 2>/dev/null | grep '^botocore '

cat > run.mjs <<'SCRIPT'
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { QueryVectorsCommand, S3VectorsClient } from '@aws-sdk/client-s3vectors';

const bodies = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  bodies.push(JSON.parse(body));
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"vectors":[],"distanceMetric":"cosine"}');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const client = new S3VectorsClient({
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${server.address().port}`,
  credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
});
await client.send(
  new QueryVectorsCommand({
    vectorBucketName: 'documents',
    indexName: 'passages',
    topK: 5,
    queryVector: { float32: [0.5, 0.5] },
    queryTexts: [{ text: 'money back', metadataKey: 'text' }],
  }),
);
console.log('npm sends:', Object.keys(bodies[0]).join(', '));
assert.deepEqual(Object.keys(bodies[0]).sort(), ['indexName', 'queryVector', 'topK', 'vectorBucketName']);
client.destroy();
server.close();
SCRIPT
node run.mjs

cat > run.py <<'SCRIPT'
import botocore.session

shape = botocore.session.get_session().get_service_model('s3vectors').operation_model('QueryVectors').input_shape
print('botocore knows:', ', '.join(shape.members))
print('and requires:', ', '.join(shape.required_members))
assert 'queryTexts' in shape.members
assert 'queryVector' not in shape.required_members
SCRIPT
venv/bin/python run.py
