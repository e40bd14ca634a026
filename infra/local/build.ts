import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../functions.ts';
import type { BuildJob } from './build-process.ts';
import { webhookTargetsOf } from './external-services.ts';
import { sourcesKey } from './sources-key.ts';

export interface LocalBuild {
  /** Bundles and stacks are below it. */
  readonly folder: string;
  /** Takes what is there already, whatever it was made of, and builds only what is missing. */
  readonly reuse: boolean;
  readonly log: (line: string) => void;
}

const BUILDER = fileURLToPath(new URL('./build-process.ts', import.meta.url));
const LOCK = 'lock.db';
const UNFINISHED = 'unfinished-';

/** How long a build of somebody else may take. */
const WAIT_MS = 110_000;
const TOLD_OF_FAILURE = 4_000;

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
    const webhookTargets = webhookTargetsOf(process.env);
    const bundles = join(folder, 'functions');
    const stacks = join(
      folder,
      `stacks-${webhookTargets}${requestsPerMinute ? `-${Number(requestsPerMinute)}` : ''}`,
    );
    const known = join(folder, 'sources');
    const sources = reuse ? undefined : sourcesKey(PROJECT_ROOT);
    const current = reuse || (existsSync(known) && readFileSync(known, 'utf8') === sources);
    const isMissing = (target: string): boolean => !current || !existsSync(target);
    if (!isMissing(bundles) && !isMissing(stacks)) return stacks;
    // Whoever dies while it builds leaves no key, and so nothing that would be taken for current.
    for (const old of readdirSync(folder)) {
      const isLeftOver = current ? old.startsWith(UNFINISHED) : !old.startsWith(LOCK);
      if (isLeftOver) rmSync(join(folder, old), { recursive: true, force: true });
    }
    // A builder that has lost its parent may write for a moment longer: each has a folder of its own.
    const unfinished = join(folder, `${UNFINISHED}${process.pid}`);
    mkdirSync(unfinished);
    const made = { bundles: join(unfinished, 'functions'), stacks: join(unfinished, 'stacks') };
    const context = { webhookTargets, ...(requestsPerMinute ? { requestsPerMinute } : {}) };
    const job: BuildJob = {
      ...(isMissing(bundles) ? { functions: { outDir: made.bundles, finalDir: bundles } } : {}),
      ...(isMissing(stacks)
        ? {
            stacks: { outDir: made.stacks, bundles: isMissing(bundles) ? made.bundles : bundles, context },
          }
        : {}),
    };
    await runBuilder(job, log);
    if (job.functions) renameSync(made.bundles, bundles);
    if (job.stacks) renameSync(made.stacks, stacks);
    rmSync(unfinished, { recursive: true, force: true });
    if (sources !== undefined) writeFileSync(known, sources);
    return stacks;
  } finally {
    lock.close();
  }
}

/** @throws with what the builder said when it fails. */
async function runBuilder(job: BuildJob, log: (line: string) => void): Promise<void> {
  const builder = spawn(process.execPath, [BUILDER, JSON.stringify(job)], { stdio: 'pipe' });
  createInterface({ input: builder.stdout }).on('line', log);
  let said = '';
  builder.stderr.on('data', (data) => {
    said = `${said}${data}`.slice(-TOLD_OF_FAILURE);
  });
  const [code] = await once(builder, 'close');
  if (code !== 0) throw new Error(`The build failed (exit code ${code}): ${said}`);
}
