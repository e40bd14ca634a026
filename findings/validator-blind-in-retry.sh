#!/usr/bin/env bash
# One expects: a validator that finds a misspelt field of a state finds it in a Retry too, and knows the two rules
# of the Amazon States Language that concern time and order: HeartbeatSeconds is smaller than TimeoutSeconds, and
# States.ALL stands in the last retrier.
# What happens: TimeoutSecond is an error, MaxAttemps is none. Both rules may be broken.
# Why it matters: "MaxAttemps": 0 was to mean that a mail is never sent twice; where the field is ignored, the default
# of three retries holds. A heartbeat longer than the timeout never reports a dead worker. The check is green.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact asl-validator@4.0.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import validate from 'asl-validator';

const task = (fields) => ({
  StartAt: 'Send',
  States: { Send: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...fields, End: true } },
});
const cases = {
  'no mistake': task({ TimeoutSeconds: 60, HeartbeatSeconds: 10 }),
  'TimeoutSecond in the state': task({ TimeoutSecond: 60 }),
  'MaxAttemps in Retry': task({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttemps: 0 }] }),
  'heartbeat longer than timeout': task({ TimeoutSeconds: 10, HeartbeatSeconds: 60 }),
  'States.ALL before another retrier': task({
    Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['Throttled'], MaxAttempts: 5 }],
  }),
};
const valid = Object.fromEntries(Object.entries(cases).map(([name, asl]) => [name, validate(asl).isValid]));
console.log(valid);
assert.deepEqual(Object.values(valid), [true, false, true, true, true]);
EOF
node run.mjs
