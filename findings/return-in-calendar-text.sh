#!/usr/bin/env bash
# One expects: ical.js escapes every line break in a text, so that words with CRLF, as each HTML form sends them, become
# "\n" in the file (RFC 5545, 3.3.11), and no words can become a line of their own.
# What happens: only the line feed is escaped. The carriage return before it stays in the line as it is, and so does one
# that stands alone; RFC 5545 allows no control character there. The same is true of parameters such as the name (CN).
# Why it matters: readers that take a single CR for the end of a line see a line that begins with what came after it: words
# of a stranger that begin with "ATTENDEE" are one more attendee. Put "\n" in the place of CRLF and CR before.
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

const written = (text) => {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('description', text);
  event.addPropertyWithValue('attendee', 'mailto:ann@example.org').setParameter('cn', text);
  return event.toString().split('\r\n').slice(1, -1);
};

for (const [name, text, lines] of [
  ['LF', 'one\ntwo', ['DESCRIPTION:one\\ntwo', 'ATTENDEE;CN=one^ntwo:mailto:ann@example.org']],
  ['CRLF', 'one\r\ntwo', ['DESCRIPTION:one\r\\ntwo', 'ATTENDEE;CN=one\r^ntwo:mailto:ann@example.org']],
  ['CR', 'one\rtwo', ['DESCRIPTION:one\rtwo', 'ATTENDEE;CN=one\rtwo:mailto:ann@example.org']],
]) {
  console.log(name, JSON.stringify(written(text)));
  assert.deepEqual(written(text), lines);
}
EOF
node run.mjs
