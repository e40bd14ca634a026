#!/usr/bin/env bash
# One expects: the parsed In-Reply-To is a Message-ID, ready to be looked up among the sent mails. RFC 5322 allows
# comments in parentheses beside the id, and Message mode of Emacs writes one: (Rex's message of "Tue, 3 Mar ...").
# What happens: both parsers leave the comment in the value, and mailparser also adds a second ">" at its end.
# Why it matters: a lookup of the whole value finds no mail, and the reply belongs to nobody. References, which these
# mail programs write without a comment, is read as the bare id.
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

const comment = '(Rex\'s message of "Tue, 3 Mar 2026 09:12:00 +0100")';
const mail = (inReplyTo) =>
  [
    'From: ann@example.org',
    'To: rex@example.com',
    `In-Reply-To: ${inReplyTo}`,
    'References: <1@example.com>',
    '',
    'Yes, gladly.',
    '',
  ].join('\r\n');

const seen = {};
for (const [name, value] of [
  ['plain', '<1@example.com>'],
  ['comment', `<1@example.com> ${comment}`],
]) {
  const one = await simpleParser(mail(value));
  const other = await PostalMime.parse(mail(value));
  seen[name] = { mailparser: one.inReplyTo, postalMime: other.inReplyTo };
  console.log(name, seen[name]);
  assert.deepEqual([one.references, other.references], ['<1@example.com>', '<1@example.com>']);
}
assert.deepEqual(seen.plain, { mailparser: '<1@example.com>', postalMime: '<1@example.com>' });
assert.deepEqual(seen.comment, {
  mailparser: `<1@example.com> ${comment}>`,
  postalMime: `<1@example.com> ${comment}`,
});
EOF
node run.mjs
