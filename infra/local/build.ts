import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PROJECT_ROOT } from '../functions.ts';
import { sourcesKey } from './sources-key.ts';

export interface LocalBuild {
  /** Bundles and stacks are below it. */
  readonly folder: string;
  /** Takes what is there already, whatever it was made of, and builds only what is missing. */
  readonly reuse: boolean;
  readonly log: (line: string) => void;
}

const LOCK = 'lock.db';

/** How long a build of somebody else may take. */
const WAIT_MS = 110_000;

/**
 * Bundles the functions, synthesizes the stacks, and gives the folder of the stacks. What was made of the same sources
 * is taken again. Who comes while another process
 * builds in the same folder waits for it: the lock is an open SQLite transaction, which the operating system drops when
 * that process dies. What is there is whole, because it gets its name when it is done.
 */
export async function buildLocally({ folder, reuse, log }: LocalBuild): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, LOCK));
  try {
    lock.exec(`PRAGMA busy_timeout = ${WAIT_MS}; BEGIN EXCLUSIVE;`);
    const { REX_REQUESTS_PER_MINUTE: requestsPerMinute } = process.env;
    const bundles = join(folder, 'functions');
    const stacks = join(folder, requestsPerMinute ? `stacks-${Number(requestsPerMinute)}` : 'stacks');
    const known = join(folder, 'sources');
    const sources = reuse ? undefined : sourcesKey(PROJECT_ROOT);
    const current = reuse || (existsSync(known) && readFileSync(known, 'utf8') === sources);
    // Whoever dies while it builds leaves no key, and so nothing that would be taken for current.
    if (!current) {
      for (const old of readdirSync(folder).filter((name) => !name.startsWith(LOCK))) {
        rmSync(join(folder, old), { recursive: true, force: true });
      }
    }
    const make = async (target: string, work: (unfinished: string) => Promise<void>): Promise<void> => {
      if (current && existsSync(target)) return;
      const unfinished = `${target}.unfinished`;
      rmSync(unfinished, { recursive: true, force: true });
      await work(unfinished);
      renameSync(unfinished, target);
    };
    // The compiler and the CDK are loaded only when they are needed: they take longer than the start itself.
    await make(bundles, async (outDir) => {
      const { buildFunctions } = await import('../build.ts');
      // A thread runs bundles as factories (`lambda/factory.ts`), which are whole.
      const functions = await buildFunctions({ outDir, splits: false });
      log(`bundled ${functions.length} functions`);
    });
    await make(stacks, async (outDir) => {
      // Validation against the CloudFormation schemas is for deployments (`npm run synth`); it would double the start.
      process.env['CDK_VALIDATION'] = 'false';
      const { synthesize } = await import('../app.ts');
      synthesize(outDir, { bundles, context: requestsPerMinute ? { requestsPerMinute } : {} });
      log('synthesized the stacks');
    });
    if (sources !== undefined) writeFileSync(known, sources);
    return stacks;
  } finally {
    lock.close();
  }
}
