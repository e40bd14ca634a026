import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, it, vi } from 'vitest';

const RUNTIME = fileURLToPath(new URL('../../infra/local/main.ts', import.meta.url));

it('Rex goes on when the terminal that it was started in is closed, and stops when it is asked to', async () => {
  const home = mkdtempSync(join(tmpdir(), 'rex-terminal-'));
  const rex = spawn(process.execPath, [RUNTIME, '--build', inject('rexBuild')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, REX_HOME: home, REX_PORT: '0' },
  });
  try {
    const exited = once(rex, 'exit');
    // Before it has said a word: every line from here on is written to nobody.
    rex.stdout.destroy();
    rex.stderr.destroy();
    const info = join(home, 'local.json');
    await vi.waitFor(() => expect(existsSync(info)).toBe(true), { timeout: 120_000, interval: 100 });
    const { url } = JSON.parse(readFileSync(info, 'utf8'));
    expect((await fetch(`${url}/health`)).status).toBe(200);
    rex.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  } finally {
    rex.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }
});
