#!/usr/bin/env bash
# One expects: a dynamic import() that failed because the machine was offline can be tried again, as a fetch can. What happens: in
# Chromium the failure is kept for the life of the page. The second import() of the same address rejects at once, without a request,
# though the server answers; only another address (a query) or a new document gets the code.
# Why it matters: a page that loads parts when they are first needed (lazy of React, routes of a router) and was offline at that
# moment stays without the part after the connection is back, whatever its "try again" button does.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact @sparticuz/chromium@147.0.0 playwright-core@1.65.1
npm ls --depth=0 | tail -n +2

cat > run.mjs <<'INNER'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import bundled from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

let asked = 0;
const server = createServer(({ url }, response) => {
  const isModule = url.startsWith('/part.js');
  if (isModule) asked++;
  response.setHeader('content-type', isModule ? 'text/javascript' : 'text/html');
  response.end(isModule ? 'export const part = "here";' : '<!doctype html><title>A page</title>');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? (await bundled.executablePath()),
  args: ['--no-sandbox', '--disable-gpu'],
});
console.log('Chromium', browser.version());
try {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const load = (address) => page.evaluate((from) => import(from).then((m) => m.part, (e) => e.name), address);
  await context.setOffline(true);
  const offline = await load('/part.js');
  await context.setOffline(false);
  const fetched = await page.evaluate(() => fetch('/part.js').then(({ status }) => status));
  const before = asked;
  const again = await load('/part.js');
  console.log({ offline, fetchOnlineAgain: fetched, importAgain: again, requestsOfTheSecondImport: asked - before });
  assert.deepEqual([offline, fetched, again, asked - before], ['TypeError', 200, 'TypeError', 0]);
  const other = await load('/part.js?again');
  console.log({ anotherAddress: other });
  assert.equal(other, 'here');
} finally {
  await browser.close();
  server.close();
}
INNER
node run.mjs
