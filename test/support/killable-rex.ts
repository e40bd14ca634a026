import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { type LocalInfo, parseLocalInfo } from '../../console/cli/local/local-info.ts';
import { connectLocally, type LocalRex } from '../../console/cli/local/local-rex.ts';
import type { PeopleProfileInput } from '../../infra/local/people/profile.ts';
import { checkLogs } from './logs.ts';
import { checkPermissions } from './permissions.ts';
import { SHORT_LIVED } from './short-lived.ts';

/** A whole Rex in a process group and a home of its own, to be killed and started again. */
export interface KillableRex {
  readonly home: string;
  /** The Rex that runs now, as the owner of a workspace. */
  local(workspace: string): LocalRex;
  awsEndpoint(): string;
  /** Resolves when a Rex runs; rejects when it has ended though nobody killed it. */
  running(): Promise<void>;
  /** SIGKILL to the process alone: the database engine is left behind, and the next start has to end it. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends everything and removes the home, if nothing went wrong in it. */
  stop(options: { keepHome: boolean }): Promise<void>;
}

const RUNTIME = fileURLToPath(new URL('../../infra/local/main.ts', import.meta.url));
const READY = 'ready ';

export async function startKillableRex(people: PeopleProfileInput, seed: number): Promise<KillableRex> {
  const home = await mkdtemp(join(tmpdir(), 'rex-kill-'));
  const profile = join(home, 'people.json');
  await writeFile(profile, JSON.stringify(people));
  const progress = createWriteStream(join(home, 'progress.log'), { flags: 'a' });
  const ended = new AbortController();
  let child: ChildProcess | undefined;
  let info: LocalInfo | undefined;
  const connected = new Map<string, LocalRex>();
  let up = Promise.withResolvers<void>();

  const start = async (): Promise<void> => {
    const args = [
      ...SHORT_LIVED,
      RUNTIME,
      '--build',
      inject('rexBuild'),
      '--people',
      profile,
      '--seed',
      String(seed),
    ];
    const started = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, REX_HOME: home, REX_PORT: '0' },
    });
    child = started;
    started.once('exit', (code, signal) => {
      // Nobody here asks it to end in another way: waiting for it would be waiting for ever.
      if (signal !== 'SIGKILL' && !ended.signal.aborted) {
        up = Promise.withResolvers();
        up.reject(new Error(`Rex ended by itself (${signal ?? code}); see progress.log in ${home}.`));
        up.promise.catch(() => undefined);
      }
    });
    started.stderr.pipe(progress, { end: false });
    info = await readyInfo(started);
    connected.clear();
    up.resolve();
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  await start();
  return {
    home,
    local(workspace) {
      if (!info) throw new Error('Rex has not been started.');
      const known = connected.get(workspace);
      if (known) return known;
      const local = connectLocally(info, { workspace, role: 'owner', signal: ended.signal });
      connected.set(workspace, local);
      return local;
    },
    awsEndpoint: () => String(info?.['awsEndpoint']),
    running: () => up.promise,
    async kill() {
      up = Promise.withResolvers();
      await end('SIGKILL');
    },
    start,
    async stop({ keepHome }) {
      ended.abort();
      await end('SIGTERM');
      progress.end();
      await checkPermissions(home, inject('rexBuild'));
      await checkLogs(home);
      if (!keepHome) await rm(home, { recursive: true, force: true });
    },
  };
}

/** @throws when the process ends before it is ready. */
async function readyInfo(child: ChildProcess): Promise<LocalInfo> {
  if (!child.stdout) throw new Error('The process has no output to read.');
  for await (const line of createInterface({ input: child.stdout })) {
    const found = line.startsWith(READY) ? parseLocalInfo(line.slice(READY.length)) : undefined;
    if (found) return found;
  }
  throw new Error('The local Rex ended before it was ready; progress.log in its home tells why.');
}
