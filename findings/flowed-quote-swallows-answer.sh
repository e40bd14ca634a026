#!/usr/bin/env bash
# One expects: in a format=flowed mail, a line that ends in a space goes on in the next line, but only while both
# are quoted equally deep. RFC 3676 (4.5) says that a paragraph never crosses a change of quote depth.
# What happens: postal-mime joins a quoted line with the line below it whatever its depth. The answer becomes part of
# the quoted paragraph, and the ">" of each further quoted line stays in the middle of the text.
# Why it matters: whoever drops the lines that begin with ">" to read a reply drops the reply, for example a "stop".
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact postal-mime@4.0.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import PostalMime from 'postal-mime';

const textOf = async (lastQuotedLine) => {
  const lines = [
    'From: ann@example.org',
    'To: rex@example.com',
    'Content-Type: text/plain; charset=utf-8; format=flowed',
    '',
    '> Would you like to hear from us ',
    lastQuotedLine,
    'No, please stop.',
    '',
  ];
  return (await PostalMime.parse(lines.join('\r\n'))).text.trimEnd();
};

const without = await textOf('> again this spring?');
const withSpace = await textOf('> again this spring? ');
console.log('quote ends without a space:', JSON.stringify(without));
console.log('quote ends in a space:     ', JSON.stringify(withSpace));
assert.equal(without, '> Would you like to hear from us > again this spring?\nNo, please stop.');
assert.equal(withSpace, '> Would you like to hear from us > again this spring? No, please stop.');
EOF
node run.mjs
