#!/usr/bin/env bash
# One expects: a library that knows the special ranges of addresses judges an address the same in every spelling. ::127.0.0.1,
# the deprecated form of an IPv4 address within IPv6 (RFC 4291, section 2.5.5.1), is ::7f00:1 with other digits.
# What happens: ipaddr.js calls ::127.0.0.1 loopback and ::7f00:1 unicast, as a public address; the same for private and
# link-local ones. new URL() turns the first spelling into the second. All of the space that nobody has been given is
# unicast too, such as 4000::1.
# Why it matters: a guard against private addresses that lets "unicast" pass is tested with the spelling that people write
# and meets the one that the URL parser writes. What is public in IPv6 is 2000::/3 alone.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact ipaddr.js@2.5.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import ipaddr from 'ipaddr.js';

const rangeOf = (address) => {
  const range = ipaddr.process(address).range();
  console.log(address.padEnd(20), range);
  return range;
};
for (const [written, range] of [
  ['::127.0.0.1', 'loopback'],
  ['::10.0.0.1', 'private'],
  ['::169.254.169.254', 'linkLocal'],
]) {
  assert.equal(rangeOf(written), range);
  const same = new URL(`http://[${written}]`).hostname.slice(1, -1);
  assert.equal(rangeOf(same), 'unicast');
}
assert.equal(rangeOf('4000::1'), 'unicast');
assert.equal(rangeOf('2606:4700:4700::1111'), 'unicast');
EOF
node run.mjs
