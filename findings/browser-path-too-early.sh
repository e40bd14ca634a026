#!/usr/bin/env bash
# One expects: executablePath() of @sparticuz/chromium resolves when there is a browser at that path. What happens: it looks whether
# the file exists, and the file exists from the first byte that another call unpacks. So of two calls at the same time the second
# resolves at once, with the path of a part of a browser, and launching that fails (ETXTBSY while it is written).
# Why it matters: workers of a test runner, or two renderings in one process, each ask for the browser when they begin. All but the
# first may fail, and only on a machine with an empty temporary folder: a fresh checkout, a new container.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund --save-exact @sparticuz/chromium@147.0.0
npm ls --depth=0 | tail -n +2
mkdir temporary
export TMPDIR="$dir/temporary"

cat > run.mjs <<'INNER'
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';

const launch = async (path) => {
  try {
    const child = spawn(path, ['--version', '--no-sandbox']);
    const [code] = await once(child, 'exit');
    return `exit ${code}`;
  } catch (error) {
    return error.code;
  }
};
let isFirstDone = false;
const first = chromium.executablePath().then((path) => {
  isFirstDone = true;
  return path;
});
while (!existsSync(join(tmpdir(), 'chromium'))) await sleep(1);
const path = await chromium.executablePath();
const secondCameFirst = !isFirstDone;
const early = { bytes: statSync(path).size, launched: await launch(path) };
assert.equal(await first, path);
const late = { bytes: statSync(path).size, launched: await launch(path) };
console.log({ secondCameFirst, early, late });
assert.equal(secondCameFirst, true);
assert.ok(early.bytes < late.bytes);
assert.notEqual(early.launched, 'exit 0');
assert.equal(late.launched, 'exit 0');
INNER
node run.mjs
