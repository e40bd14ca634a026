#!/usr/bin/env bash
# One expects: of a bounce (multipart/report, RFC 3464), the machine-readable part message/delivery-status is among
# the attachments, and "text" is the explanation for people.
# What happens: mailparser has no such attachment; it adds the fields of the report to the end of "text".
# postal-mime has the attachment and a clean "text". Both give the returned mail as an attachment.
# Why it matters: code that looks for the part by its type sees no bounce after a change of parser, and code that
# reads "text" as the words of a person reads field names and addresses.
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

const bounce = [
  'From: MAILER-DAEMON@mx.example.net',
  'To: rex@example.com',
  'Subject: Undelivered mail',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'Your mail could not be delivered.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example.net',
  '',
  'Final-Recipient: rfc822; ann@example.org',
  'Action: failed',
  'Status: 5.1.1',
  '--b',
  'Content-Type: message/rfc822',
  '',
  'From: rex@example.com',
  'To: ann@example.org',
  '',
  'Hello Ann',
  '--b--',
  '',
].join('\r\n');

const one = await simpleParser(bounce);
const other = await PostalMime.parse(bounce);
const mailparser = { types: one.attachments.map((a) => a.contentType), text: one.text };
const postalMime = { types: other.attachments.map((a) => a.mimeType), text: other.text };
console.log({ mailparser, postalMime });
assert.deepEqual(mailparser.types, ['message/rfc822']);
assert.match(mailparser.text, /Final-Recipient: rfc822; ann@example\.org/);
assert.deepEqual(postalMime.types, ['message/delivery-status', 'message/rfc822']);
assert.equal(postalMime.text.trim(), 'Your mail could not be delivered.');
EOF
node run.mjs
