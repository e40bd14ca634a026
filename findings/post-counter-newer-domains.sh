#!/usr/bin/env bash
# One expects: X counts every address in a post as 23 characters, and X's own counter does so for whatever begins with https.
# What happens: the counter takes an address for one only where it knows the top-level domain, and its list is of 2020. An
# https address at .music or .kids counts letter by letter; one at .com or .zip counts 23, even without https.
# Why it matters: a post that holds such a link is refused as too long though X would shorten it, or is cut at the wrong place.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact twitter-text@3.1.0
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import twitter from 'twitter-text';

const path = 'a-page-with-a-long-name-about-turntables';
const weigh = (text) => twitter.parseTweet(text).weightedLength;
const seen = ['com', 'zip', 'music', 'kids'].map((domain) => {
  const address = `https://shop.${domain}/${path}`;
  return { domain, letters: address.length, counted: weigh(address) };
});
console.log(seen);
console.log('shop.com without https:', weigh('shop.com'));
const counted = Object.fromEntries(seen.map((each) => [each.domain, each.counted]));
const letters = Object.fromEntries(seen.map((each) => [each.domain, each.letters]));
assert.deepEqual([counted.com, counted.zip, weigh('shop.com')], [23, 23, 23]);
assert.deepEqual([counted.music, counted.kids], [letters.music, letters.kids]);
EOF
node run.mjs
