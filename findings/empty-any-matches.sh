#!/usr/bin/env bash
# One expects: "any" is a logical OR, so an empty list of alternatives is false, as some() of an empty array is.
# What happens: an empty "any" is true, just as an empty "all", also within other conditions.
# Why it matters: where rules are data, "hold back if any of these applies" with its last entry deleted holds back
# everybody, and "send if any of these applies" sends to everybody.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact json-rules-engine@7.3.1
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import { Engine } from 'json-rules-engine';

const matches = async (conditions) => {
  const engine = new Engine([{ conditions, event: { type: 'send' } }]);
  return (await engine.run({ country: 'DE' })).events.length === 1;
};
const is = (value) => ({ fact: 'country', operator: 'equal', value });
const cases = [
  { any: [is('DE'), is('FR')] },
  { any: [is('FR')] },
  { any: [] },
  { all: [] },
  { any: [is('FR'), { any: [] }] },
  { not: { any: [] } },
];
const seen = [];
for (const conditions of cases) {
  seen.push(await matches(conditions));
  console.log(JSON.stringify(conditions), '->', seen.at(-1));
}
assert.deepEqual(seen, [true, false, true, true, true, false]);
EOF
node run.mjs
