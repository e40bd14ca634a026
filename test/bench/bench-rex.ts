import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalProcess } from '../../console/cli/local/local-process.ts';
import { connectLocally, type LocalRex } from '../../console/cli/local/local-rex.ts';

export const WORKSPACE = 'bench';
const SEED = 1;

/** A local Rex in a process of its own. */
export interface BenchRex {
  readonly home: string;
  readonly local: LocalRex;
  readonly awsEndpoint: string;
  /** Lets what is in flight finish, while the clock stands. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Gives a new home to start a Rex in, one after another, and removes it at the end. */
export async function withBenchHome<T>(work: (start: () => Promise<BenchRex>) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'rex-bench-'));
  const running = new Set<BenchRex>();
  const start = async (): Promise<BenchRex> => {
    const rex = await startIn(home);
    running.add(rex);
    return rex;
  };
  try {
    return await work(start);
  } finally {
    for (const rex of running) await rex.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function startIn(home: string): Promise<BenchRex> {
  const progress = createWriteStream(join(home, 'progress.log'), { flags: 'a' });
  const child = await startLocalProcess({ home, port: 0, seed: SEED, progress });
  const { signal } = new AbortController();
  return {
    home,
    local: connectLocally(child.info, { workspace: WORKSPACE, role: 'owner', signal }),
    awsEndpoint: String(child.info['awsEndpoint']),
    async idle() {
      const answer = await fetch(`${child.info.url}/_local/idle`, { method: 'POST' });
      if (!answer.ok) throw new Error(`/_local/idle answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
    },
    async stop() {
      await child.stop();
      progress.end();
    },
  };
}
