import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../functions.ts';
import type { BuildJob } from './build-process.ts';
import { webhookTargetsOf } from './external-services.ts';
import { SOURCES_OF, sourcesKey } from './sources-key.ts';

export interface LocalBuild {
  /** Bundles and stacks are below it. */
  readonly folder: string;
  /** Takes what is there already, whatever it was made of, and builds only what is missing. */
  readonly reuse: boolean;
  readonly log: (line: string) => void;
}

const BUILDER = fileURLToPath(new URL('./build-process.ts', import.meta.url));
/** Of V8. The builders have the processors busy already: helpers of its garbage collection cost them a fifth more time. */
const FLAGS = ['--single-threaded-gc'];
const LOCK = 'lock.db';
const UNFINISHED = 'unfinished-';
const SQLITE_BUSY = 5;
const KEY_FILES = { stacks: 'sources', web: 'web-sources' } as const;
/** What is not of the stacks. */
const KEPT = /^(?:web|lock|unfinished)/;

/** Its mail goes to the mailbox of this machine, as all mail does. */
const SYSTEM_MAIL_FROM = 'rex@system.example';
/** How long a build of somebody else may take, and how often it is looked whether it is over. */
const WAIT_MS = 110_000;
const LOOK_EVERY_MS = 50;
const TOLD_OF_FAILURE = 4_000;

/** What a start takes: what runs Rex, and the stacks, with the bundles that they name. */
export interface Built {
  /** The module that has `startLocal`. */
  readonly start: string;
  readonly stacks: string;
}

/**
 * Bundles the functions and synthesizes the stacks, and gives their folders. What was made of the same sources is taken again.
 * What is there is whole, because it gets its name when it is done.
 */
export const buildLocally = ({ folder, reuse, log }: LocalBuild): Promise<Built> =>
  whileLocked(folder, async (unfinished) => {
    const { REX_REQUESTS_PER_MINUTE: requestsPerMinute } = process.env;
    const webhookTargets = webhookTargetsOf(process.env);
    const of = (name: string): string => join(folder, name);
    const begun = (name: string): string => join(unfinished, name);
    const stacks = `stacks-${webhookTargets}${requestsPerMinute ? `-${Number(requestsPerMinute)}` : ''}`;
    const made = madeOf(folder, 'stacks', reuse);
    const missing = ['runtime', 'functions', stacks].filter((name) => !made.current || !existsSync(of(name)));
    const built = { start: join(of('runtime'), 'start.mjs'), stacks: of(stacks) };
    if (missing.length === 0) return built;
    if (!made.current) {
      for (const old of readdirSync(folder).filter((name) => !KEPT.test(name))) {
        rmSync(of(old), { recursive: true, force: true });
      }
    }
    const context = {
      webhookTargets,
      systemMailFrom: SYSTEM_MAIL_FROM,
      ...(requestsPerMinute ? { requestsPerMinute } : {}),
    };
    const jobs: Readonly<Record<string, BuildJob>> = {
      runtime: { runtime: { outDir: begun('runtime') } },
      functions: { functions: { outDir: begun('functions'), finalDir: of('functions') } },
      [stacks]: {
        stacks: { outDir: begun(stacks), bundles: relative(of(stacks), of('functions')), context },
      },
    };
    await runBuilders(Object.assign({}, ...missing.map((name) => jobs[name])), log);
    take(missing, unfinished, folder, made);
    return built;
  });

/**
 * Gives the folder of the web console, and builds it first where it is missing: some seconds and 500 MB, which only who
 * looks at it has to spend.
 */
export const buildConsoleLocally = ({ folder, reuse, log }: LocalBuild): Promise<string> =>
  whileLocked(folder, async (unfinished) => {
    const made = madeOf(folder, 'web', reuse);
    const web = join(folder, 'web');
    if (made.current && existsSync(web)) return web;
    rmSync(web, { recursive: true, force: true });
    await runBuilder({ web: { outDir: join(unfinished, 'web') } }, log);
    take(['web'], unfinished, folder, made);
    return web;
  });

/**
 * Does the work while no other process builds in the folder: the lock is an open SQLite transaction, which the operating
 * system drops when that process dies. The work has a folder of its own for what it has not finished; a builder that has
 * lost its parent may write there for a moment longer.
 * @throws when somebody else builds for too long
 */
async function whileLocked<T>(folder: string, work: (unfinished: string) => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, LOCK));
  try {
    await begin(lock);
    for (const left of readdirSync(folder).filter((name) => name.startsWith(UNFINISHED))) {
      rmSync(join(folder, left), { recursive: true, force: true });
    }
    const unfinished = join(folder, `${UNFINISHED}${process.pid}`);
    try {
      mkdirSync(unfinished);
      return await work(unfinished);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  } finally {
    lock.close();
  }
}

/** Looks again and again, since SQLite itself would wait with the whole process. */
async function begin(lock: DatabaseSync): Promise<void> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    try {
      return lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      if (waited >= WAIT_MS || !isBusy(error)) throw error;
    }
    await delay(LOOK_EVERY_MS);
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

interface Made {
  /** Says of which sources it was made. */
  readonly file: string;
  readonly key: string | undefined;
  readonly current: boolean;
}

/** Whether what is in the folder was made of the sources as they are. */
function madeOf(folder: string, name: keyof typeof SOURCES_OF, reuse: boolean): Made {
  const file = join(folder, KEY_FILES[name]);
  const key = reuse ? undefined : sourcesKey(PROJECT_ROOT, SOURCES_OF[name]);
  return { file, key, current: reuse || (existsSync(file) && readFileSync(file, 'utf8') === key) };
}

/** Whoever dies while it builds leaves no key, and so nothing that would be taken for current. */
function take(names: readonly string[], unfinished: string, folder: string, { file, key }: Made): void {
  for (const name of names) renameSync(join(unfinished, name), join(folder, name));
  if (key !== undefined) writeFileSync(file, key);
}

/** At the same time, but for what one bundler makes. @throws with what a builder said that fails. */
async function runBuilders({ runtime, functions, stacks }: BuildJob, log: (line: string) => void) {
  const jobs: BuildJob[] = [
    ...(runtime || functions ? [{ ...(runtime && { runtime }), ...(functions && { functions }) }] : []),
    ...(stacks ? [{ stacks }] : []),
  ];
  const end = new AbortController();
  try {
    await Promise.all(jobs.map((job) => runBuilder(job, log, end.signal)));
  } finally {
    end.abort();
  }
}

async function runBuilder(job: BuildJob, log: (line: string) => void, signal?: AbortSignal): Promise<void> {
  const builder = spawn(process.execPath, [...FLAGS, BUILDER, JSON.stringify(job)], {
    stdio: 'pipe',
    ...(signal && { signal }),
  });
  createInterface({ input: builder.stdout }).on('line', log);
  let said = '';
  builder.stderr.on('data', (data) => {
    said = `${said}${data}`.slice(-TOLD_OF_FAILURE);
  });
  const [code] = await once(builder, 'close');
  if (code !== 0) throw new Error(`The build failed (exit code ${code}): ${said}`);
}
