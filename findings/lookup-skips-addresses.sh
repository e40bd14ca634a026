#!/usr/bin/env bash
# One expects: the `lookup` option of a request of node:http decides where a connection is opened, so a function that refuses
# private addresses there keeps a server from being sent to 169.254.169.254 or to itself (SSRF).
# What happens: for a host that is an address already, in whatever spelling, nothing is looked up and the function is never
# called: 127.0.0.1, 127.1, 0x7f.1, 2130706433 and [::ffff:127.0.0.1] connect past it. A name is judged; an address is not.
# Why it matters: it is the one place where a judgement cannot be overtaken by a change of the DNS, so it is where guards are put.
# They have to judge hosts that are addresses by themselves, after `new URL` has made one spelling of them.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > run.mjs <<'EOF'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';

console.log('node', process.version);
let reached = 0;
const server = createServer((_, response) => {
  reached += 1;
  response.end();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();

let asked = [];
/** Refuses everything. */
const lookup = (host, _options, callback) => {
  asked.push(host);
  callback(Object.assign(new Error('refused by the guard'), { code: 'EGUARD' }));
};
const attempt = async (host) => {
  [asked, reached] = [[], 0];
  const outcome = await new Promise((resolve) => {
    request(new URL(`http://${host}:${port}/`), { lookup, agent: false }, (response) => {
      response.resume();
      resolve(`reached (${response.statusCode})`);
    })
      .once('error', ({ code }) => resolve(code))
      .end();
  });
  console.log(host.padEnd(24), outcome.padEnd(14), asked.length === 0 ? 'guard not asked' : `guard asked for ${asked}`);
  return [outcome, asked.length, reached];
};

assert.deepEqual(await attempt('localhost'), ['EGUARD', 1, 0]);
for (const host of ['127.0.0.1', '127.1', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]']) {
  assert.deepEqual(await attempt(host), ['reached (200)', 0, 1]);
}
server.close();
EOF
node run.mjs
