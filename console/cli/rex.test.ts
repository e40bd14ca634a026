import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const LAUNCHER = fileURLToPath(new URL('./rex.mjs', import.meta.url));
const OWN_NODE = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const launch = (node: string, ...argv: string[]): Promise<Ran> =>
  promisify(execFile)(node, [LAUNCHER, ...argv]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ran) => error,
  );

const majorOf = (node: string): number =>
  Number(execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }));

const olderNode = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((node) => existsSync(node) && majorOf(node) < 24);

const nodes = [
  { name: 'the Node that runs this', node: process.execPath },
  ...(olderNode && existsSync(OWN_NODE) ? [{ name: 'an older Node', node: olderNode }] : []),
];

it.skipIf(!olderNode)('an older Node is on the PATH to try the launcher with', () =>
  expect(nodes.map(({ name }) => name)).toContain('an older Node'),
);

describe.each(nodes)('the launcher under $name', ({ node }) => {
  it('passes arguments, output and success on', async () => {
    const ran = await launch(node, 'missions', '--help');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('missions watch MISSION');
  });

  it('passes a failure on', async () => {
    const ran = await launch(node, 'demo', '--yse', '--json');
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'USAGE' } });
  });

  it('passes a signal on', async () => {
    // A server that accepts and never answers keeps the command waiting.
    const { createServer } = await import('node:net');
    const silent = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const child = spawn(node, [
      LAUNCHER,
      'status',
      '--json',
      '--api',
      `http://127.0.0.1:${port}`,
      '--token',
      't',
    ]);
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    silent.once('connection', () => child.kill('SIGTERM'));
    const code = await new Promise((resolve) => child.once('close', resolve));
    silent.close();
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INTERRUPTED' } });
  });
});
