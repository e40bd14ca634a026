#!/usr/bin/env bash
# One expects: options of processPartialResponse() are those of that call, and a call without options has the defaults: its
# handler gets no context, and FullBatchFailureError is thrown when every record failed.
# What happens: the processor, which one makes once for all invocations, keeps the options of the call before. The handler
# gets the context of an earlier invocation, and a batch that failed as a whole is answered without an error.
# Why it matters: a log line or a deadline taken from the context is of another request, and whoever leaves an option out
# gets what another call said.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact @aws-lambda-powertools/batch@2.35.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';

const event = { Records: [{ messageId: 'm1', body: '{}', eventSource: 'aws:sqs' }] };
const contexts = [];
const fails = async (record, context) => {
  contexts.push(context?.awsRequestId);
  throw new Error('no');
};
const call = async (name, processor, ...options) => {
  const answer = await processPartialResponse(event, fails, processor, ...options).catch((error) => error.name);
  console.log(name, '->', JSON.stringify(answer), 'context', contexts.at(-1));
  return answer;
};
const failed = { batchItemFailures: [{ itemIdentifier: 'm1' }] };

const fresh = new BatchProcessor(EventType.SQS);
assert.equal(await call('without options, first', fresh), 'FullBatchFailureError');
assert.equal(contexts.at(-1), undefined);

const used = new BatchProcessor(EventType.SQS);
const first = { throwOnFullBatchFailure: false, context: { awsRequestId: 'r1' } };
assert.deepEqual(await call('with options', used, first), failed);
assert.deepEqual(await call('without options, second', used), failed);
assert.equal(contexts.at(-1), 'r1');
EOF
node run.mjs
