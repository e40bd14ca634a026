#!/usr/bin/env bash
# One expects: a state machine does on the local interpreter what it does on AWS. There, a type test of a Choice may
# be true or false ("IsPresent": false), and the Result of a Pass may be any JSON value.
# What happens: a type test with false never matches, so the run takes Default without an error. A Result of
# false, 0, "" or null is taken for no Result, and the state passes its input on. Comparisons with false are right.
# Why it matters: a branch "no address is present" passes every local test as dead code and comes to life on AWS.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact aws-local-stepfunctions@3.0.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import { StateMachine } from 'aws-local-stepfunctions';

const run = (definition, input) => new StateMachine(definition, {}).run(input).result;
const choose = (test, input) =>
  run(
    {
      StartAt: 'Choose',
      States: {
        Choose: { Type: 'Choice', Choices: [{ Variable: '$.a', ...test, Next: 'Match' }], Default: 'Other' },
        Match: { Type: 'Pass', Result: 'match', End: true },
        Other: { Type: 'Pass', Result: 'default', End: true },
      },
    },
    input,
  );
const pass = (Result) => run({ StartAt: 'P', States: { P: { Type: 'Pass', Result, End: true } } }, { in: 1 });

const choices = {};
for (const [test, input] of [
  [{ IsPresent: true }, { a: 1 }],
  [{ BooleanEquals: false }, { a: false }],
  [{ IsPresent: false }, {}],
  [{ IsNull: false }, { a: 1 }],
  [{ IsString: false }, { a: 1 }],
]) {
  choices[`${JSON.stringify(test)} of ${JSON.stringify(input)}`] = await choose(test, input);
}
const results = {};
for (const value of [1, false, 0, '', null]) results[JSON.stringify(value)] = await pass(value);
console.log({ choices, results });
assert.deepEqual(Object.values(choices), ['match', 'match', 'default', 'default', 'default']);
assert.deepEqual(results, { 1: 1, false: { in: 1 }, 0: { in: 1 }, '""': { in: 1 }, null: { in: 1 } });
EOF
node run.mjs
