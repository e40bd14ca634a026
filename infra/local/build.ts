import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
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

/** Its mail goes to the mailbox of this machine, as all mail does. */
const SYSTEM_MAIL_FROM = 'rex@system.example';
/** How long a build of somebody else may take. */
const WAIT_MS = 110_000;
const TOLD_OF_FAILURE = 4_000;

/** What a start takes: what runs Rex, and the stacks, with the bundles that they name. */
export interface Built {
  /** The module that has `startLocal`. */
  readonly start: string;
  readonly stacks: string;
  /**
   * Gives the folder of the web console, and builds it first where it is missing. Call it once Rex runs: the start does not
   * need the console, and would share the processors with its build.
   */
  web(): Promise<string>;
}

/**
 * Bundles the functions, synthesizes the stacks, builds the web console, and gives their folders. What was made of the
 * same sources is taken again. Who comes while another process builds in the same folder waits for it: the lock is an open
 * SQLite transaction, which the operating system drops when that process dies. What is there is whole, because it gets its
 * name when it is done.
 */
export async function buildLocally({ folder, reuse, log }: LocalBuild): Promise<Built> {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, LOCK));
  let buildsLater = false;
  try {
    lock.exec(`PRAGMA busy_timeout = ${WAIT_MS}; BEGIN EXCLUSIVE;`);
    const { REX_REQUESTS_PER_MINUTE: requestsPerMinute } = process.env;
    const webhookTargets = webhookTargetsOf(process.env);
    const of = (name: string): string => join(folder, name);
    const stacks = `stacks-${webhookTargets}${requestsPerMinute ? `-${Number(requestsPerMinute)}` : ''}`;
    const made = madeOf(folder, reuse);
    const isMissing = (name: string, sources: keyof typeof SOURCES_OF): boolean =>
      !made[sources].current || !existsSync(of(name));
    const missing = {
      functions: isMissing('functions', 'stacks'),
      stacks: isMissing(stacks, 'stacks'),
      runtime: isMissing('runtime', 'stacks'),
      web: isMissing('web', 'web'),
    };
    const isAnyMissing = Object.values(missing).includes(true);
    if (isAnyMissing) removeOld(folder, made);
    // A builder that has lost its parent may write for a moment longer: each has a folder of its own.
    const unfinished = of(`${UNFINISHED}${process.pid}`);
    const begun = (name: string): string => join(unfinished, name);
    const context = {
      webhookTargets,
      systemMailFrom: SYSTEM_MAIL_FROM,
      ...(requestsPerMinute ? { requestsPerMinute } : {}),
    };
    const job: BuildJob = {
      ...(missing.runtime ? { runtime: { outDir: begun('runtime') } } : {}),
      ...(missing.functions ? { functions: { outDir: begun('functions'), finalDir: of('functions') } } : {}),
      ...(missing.stacks
        ? { stacks: { outDir: begun(stacks), bundles: relative(of(stacks), of('functions')), context } }
        : {}),
    };
    /** Whoever dies while it builds leaves no key, and so nothing that would be taken for current. */
    const take = (names: readonly string[], { file, key }: Made): void => {
      for (const name of names) if (existsSync(begun(name))) renameSync(begun(name), of(name));
      if (key !== undefined) writeFileSync(file, key);
    };
    if (isAnyMissing) {
      mkdirSync(unfinished);
      await runBuilders(job, log);
      take(['runtime', 'functions', stacks], made.stacks);
    }
    const tidyUp = (): void => rmSync(unfinished, { recursive: true, force: true });
    const built = { start: join(of('runtime'), 'start.mjs'), stacks: of(stacks) };
    if (!missing.web) {
      tidyUp();
      return { ...built, web: async () => of('web') };
    }
    buildsLater = true;
    return {
      ...built,
      async web() {
        try {
          await runBuilder({ web: { outDir: begun('web') } }, log);
          take(['web'], made.web);
          return of('web');
        } finally {
          tidyUp();
          lock.close();
        }
      },
    };
  } finally {
    if (!buildsLater) lock.close();
  }
}

interface Made {
  /** Says of which sources it was made. */
  readonly file: string;
  readonly key: string | undefined;
  readonly current: boolean;
}

function removeOld(folder: string, made: Readonly<Record<keyof typeof SOURCES_OF, Made>>): void {
  for (const old of readdirSync(folder)) {
    const { current } = made[old.startsWith('web') ? 'web' : 'stacks'];
    if (old.startsWith(UNFINISHED) || !(current || old.startsWith(LOCK))) {
      rmSync(join(folder, old), { recursive: true, force: true });
    }
  }
}

/** Whether what is in the folder was made of the sources as they are. */
function madeOf(folder: string, reuse: boolean) {
  const of = (name: keyof typeof SOURCES_OF, fileName: string): Made => {
    const file = join(folder, fileName);
    const key = reuse ? undefined : sourcesKey(PROJECT_ROOT, SOURCES_OF[name]);
    return { file, key, current: reuse || (existsSync(file) && readFileSync(file, 'utf8') === key) };
  };
  return { stacks: of('stacks', 'sources'), web: of('web', 'web-sources') };
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
