#!/usr/bin/env node
// Starts the `rex` command on the project's own Node: the sources are TypeScript, which Node runs as it is from
// version 24 on, and the Node on this machine may be older.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const OWN_NODE = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const OLDEST = 24;
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];

// What was compiled once is taken from there by later commands, and by the local Rex that one starts.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
  new URL('../../node_modules/.cache/node-compile', import.meta.url),
);

const isNewEnough = Number(process.versions.node.split('.')[0]) >= OLDEST;

if (isNewEnough) {
  process.argv[1] = MAIN;
  module.enableCompileCache(process.env['NODE_COMPILE_CACHE']);
  await import('./main.ts');
} else if (existsSync(OWN_NODE)) {
  runOn(OWN_NODE);
} else {
  console.error(
    `rex needs Node ${OLDEST} or later; this is ${process.version}. Run "npm ci" first: it brings one.`,
  );
  process.exit(1);
}

/** @param {string} node */
function runOn(node) {
  // The channel tells the child when this process dies, however it dies.
  const child = spawn(node, [MAIN, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of PASSED_ON) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`rex could not start: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1));
  });
}
