import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { captureStreams } from '../../testing/streams.ts';
import { startLocalProcess } from './local-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rex-process-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function start(source: string, options: { people?: string; seed?: number } = {}) {
  const program = join(folder, 'program.mjs');
  await writeFile(program, source);
  const { streams, stderr } = captureStreams();
  const begun = startLocalProcess({ home: folder, port: 0, progress: streams.stderr, program, ...options });
  return { begun, stderr };
}

const READY = `
  console.error('engine started');
  console.log('some other line');
  console.log('ready ' + JSON.stringify({
    pid: process.pid, url: 'http://127.0.0.1:1', home: process.env.REX_HOME, port: process.env.REX_PORT,
    argv: process.argv.slice(2),
  }));
`;

describe('startLocalProcess', () => {
  it('hands over home, port and people, waits for the ready line, and stops the child', async () => {
    const source = `process.on('SIGTERM', () => process.exit(7)); ${READY} setInterval(() => {}, 1000);`;
    const { begun, stderr } = await start(source, { people: 'p.json', seed: 3 });
    const local = await begun;
    expect(local.info).toMatchObject({
      home: folder,
      port: '0',
      argv: ['--stop-with-parent', '--people', 'p.json', '--seed', '3'],
    });
    await local.stop();
    await local.stop();
    expect(await local.exited).toBe(7);
    expect(stderr()).toContain('engine started');
  });

  it('hands over nothing that would send a local Rex elsewhere', async () => {
    const names = [
      'AWS_PROFILE',
      'AWS_ENDPOINT_URL',
      'TWILIO_AUTH_TOKEN',
      'HTTPS_PROXY',
      'http_proxy',
      'NODE_USE_ENV_PROXY',
    ];
    for (const name of names) vi.stubEnv(name, '0');
    const source = `console.log('ready ' + JSON.stringify({
      pid: process.pid, url: 'http://127.0.0.1:1', names: Object.keys(process.env),
    })); setInterval(() => {}, 1000);`;
    const local = await (await start(source)).begun;
    await local.stop();
    vi.unstubAllEnvs();
    const passedOn = local.info['names'];
    expect(passedOn).toContain('PATH');
    for (const name of names) expect(passedOn).not.toContain(name);
  });

  it('lets the child see the end of its stdin when the CLI is killed', async () => {
    const gone = join(folder, 'gone');
    const module = JSON.stringify(new URL('./local-process.ts', import.meta.url).href);
    const program = join(folder, 'lasting.mjs');
    const parent = join(folder, 'parent.mjs');
    await writeFile(
      program,
      `import { writeFileSync } from 'node:fs'; ${READY}
       process.stdin.resume().on('end', () => { writeFileSync(${JSON.stringify(gone)}, ''); process.exit(0); });`,
    );
    await writeFile(
      parent,
      `const { startLocalProcess } = await import(${module});
       const options = { home: '.', port: 0, progress: process.stderr, program: ${JSON.stringify(program)} };
       await startLocalProcess(options);
       process.kill(process.pid, 'SIGKILL');`,
    );
    await once(spawn(process.execPath, [parent], { stdio: 'ignore' }), 'exit');
    await expect.poll(() => existsSync(gone), { timeout: 10_000 }).toBe(true);
  });

  it('says that the child stopped before it was ready', async () => {
    const { begun } = await start(`process.exit(4);`);
    await expect(begun).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('exit code 4'),
    });
  });

  it('does not take a ready line without an address', async () => {
    const { begun } = await start(`console.log('ready {}'); setInterval(() => {}, 1000);`);
    await expect(begun).rejects.toMatchObject({ code: 'START_FAILED' });
  });
});
