#!/usr/bin/env bash
# One expects: ical.js folds long lines at 75 octets, its ICAL.foldLength, which is what RFC 5545 allows (3.1: lines of text
# SHOULD NOT be longer than 75 octets, excluding the line break).
# What happens: the first line of a folded text has 75 octets, and every line after it 76, because the blank with which a
# continuation begins is not counted.
# Why it matters: strict validators refuse the file; readers with buffers of 75 octets cut the last letter off. With
# ICAL.foldLength = 74 no line is too long.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact ical.js@2.2.1
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import ICAL from 'ical.js';

const lengths = () => {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('description', 'x'.repeat(260));
  return event.toString().split('\r\n').slice(1, -1).map((line) => Buffer.byteLength(line));
};

console.log('foldLength', ICAL.foldLength, lengths());
assert.equal(ICAL.foldLength, 75);
assert.deepEqual(lengths().slice(0, 3), [75, 76, 76]);

ICAL.foldLength = 74;
console.log('foldLength', ICAL.foldLength, lengths());
assert.deepEqual(lengths().slice(0, 3), [74, 75, 75]);
EOF
node run.mjs
