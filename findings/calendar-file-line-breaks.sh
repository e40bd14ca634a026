#!/usr/bin/env bash
# One expects: the content of an attachment in base64 is, byte for byte, what was attached. mailparser gives that.
# What happens: postal-mime puts LF in the place of CRLF in text/calendar and application/ics, also in an attached file,
# and in no other type: text/plain and text/csv stay as they are.
# Why it matters: RFC 5545 wants CRLF. A file that is stored or passed on is another one than was sent: its size and hash
# differ, and strict readers of calendars refuse it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact mailparser@3.14.2 postal-mime@4.0.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';

const sent = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//EN', 'END:VCALENDAR', ''].join('\r\n');
const mail = (type) =>
  [
    'From: ann@example.org',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See the file.',
    '--b',
    `Content-Type: ${type}; name="a.txt"`,
    'Content-Disposition: attachment; filename="a.txt"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(sent).toString('base64'),
    '--b--',
    '',
  ].join('\r\n');

for (const [type, given] of [
  ['text/plain', sent],
  ['text/csv', sent],
  ['text/calendar', sent.replaceAll('\r\n', '\n')],
  ['application/ics', sent.replaceAll('\r\n', '\n')],
]) {
  const [one] = (await simpleParser(mail(type))).attachments;
  const [other] = (await PostalMime.parse(mail(type))).attachments;
  const seen = [one.content.toString(), Buffer.from(other.content).toString()];
  console.log(type, seen.map((text) => `${text.length} bytes`));
  assert.deepEqual(seen, [sent, given]);
}
EOF
node run.mjs
