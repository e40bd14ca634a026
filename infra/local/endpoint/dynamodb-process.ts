import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertSoundDatabase } from '../damage.ts';
import { freePort, unguessableLoopback } from '../net.ts';
import type { EngineAddress } from './engine-line.ts';

export interface DynamoDbEngine extends EngineAddress {
  /** One that was given may speak HTTP in other ways, and look at signatures. */
  readonly isOurs: boolean;
  isUp(): boolean;
  /** Resolves once it can be asked: at once, or when the one that died has been started again. */
  whenUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface DynamoDbOptions {
  readonly file: string;
  readonly pidFile: string;
  readonly logFile: string;
  readonly log: (line: string) => void;
  /** It died; called before it is started again. Returns what to call when it is up. */
  readonly onDeath: () => () => void;
  /** It died again and again, and is not started any more. */
  readonly onGiveUp: (error: Error) => void;
}

const START_TRIES = 1_000;
const START_PAUSE_MS = 5;
const BEGIN_TRIES = 3;
/** So many restarts one after the other, some ten seconds in all. */
const RESTARTS = 8;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 2_000;
/** An engine that lived for so long has all of its restarts again. */
const STABLE_MS = 5_000;

/**
 * Starts the DynamoDB engine on its file, or uses the endpoint that REX_DYNAMODB_ENDPOINT names. An engine that ends by
 * itself is started again at the same address: what it had answered is in its file.
 * @throws when there is no engine, or when it does not start, with what to do about it.
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDbEngine> {
  const { file, pidFile, log } = options;
  const given = process.env['REX_DYNAMODB_ENDPOINT'];
  if (given !== undefined && given !== '') {
    const { hostname, port } = new URL(given);
    const always = { isOurs: false, isUp: () => true, whenUp: async () => {}, stop: async () => {} };
    return { host: hostname, port: Number(port), ...always };
  }
  const binary = findBinary();
  if (binary === undefined) {
    throw new Error(
      'No DynamoDB engine for this platform: put dynoxide (https://github.com/nubo-db/dynoxide) on the PATH, ' +
        'or set REX_DYNAMODB_ENDPOINT to the address of a DynamoDB-compatible server.',
    );
  }
  await endOrphan(pidFile, file);
  assertSoundDatabase(file);
  // It answers any page of any site (CORS of `*`, no look at Host), and any signature.
  const host = unguessableLoopback();
  const begun = await begin(binary, host, options);
  const { at } = begun;
  let stopping = false;
  let restarts = 0;
  let up: PromiseWithResolvers<void> | undefined;
  let { child } = begun;

  const watch = (): void => {
    const born = performance.now();
    child.once('exit', (code, signal) => {
      if (stopping) return;
      log(`the DynamoDB engine ended by itself (${signal ?? code}); it is started again`);
      if (performance.now() - born > STABLE_MS) restarts = 0;
      up = Promise.withResolvers();
      void restart(up, options.onDeath());
    });
  };
  const restart = async (coming: PromiseWithResolvers<void>, onUp: () => void): Promise<void> => {
    for (;;) {
      if (++restarts > RESTARTS) {
        options.onGiveUp(
          new Error(
            `The DynamoDB engine ended ${restarts} times. ${options.logFile} says why; ${wayOut(options)}`,
          ),
        );
        return;
      }
      await sleep(Math.min(FIRST_BACKOFF_MS * 2 ** (restarts - 1), LONGEST_BACKOFF_MS));
      if (stopping) return;
      try {
        child = await launch(binary, at, options);
        break;
      } catch (error) {
        log(String(error));
      }
    }
    watch();
    up = undefined;
    onUp();
    coming.resolve();
    log('the DynamoDB engine is up again');
  };
  watch();
  return {
    ...at,
    isOurs: true,
    isUp: () => up === undefined,
    whenUp: async () => up?.promise,
    async stop() {
      stopping = true;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM')) await ended;
      rmSync(pidFile, { force: true });
    },
  };
}

/** A port that was free may be taken in the moment before the engine listens there: then it is tried at another one. */
async function begin(
  binary: string,
  host: string,
  options: DynamoDbOptions,
): Promise<{ readonly at: EngineAddress; readonly child: ChildProcess }> {
  for (let tries = 1; ; tries++) {
    const at = { host, port: await freePort(host) };
    try {
      return { at, child: await launch(binary, at, options) };
    } catch (error) {
      if (tries === BEGIN_TRIES) throw error;
      options.log(`${String(error)} It is started again at another port.`);
    }
  }
}

async function launch(binary: string, at: EngineAddress, options: DynamoDbOptions): Promise<ChildProcess> {
  const output = openSync(options.logFile, 'a', 0o600);
  const args = ['--host', at.host, '--port', String(at.port), '--db-path', options.file];
  const child = spawn(binary, args, { stdio: ['ignore', output, output], env: {} });
  closeSync(output);
  writeFileSync(options.pidFile, String(child.pid), { mode: 0o600 });
  try {
    await untilListening(child, at);
  } catch (cause) {
    child.kill('SIGKILL');
    throw new Error(`${String(cause)} ${options.logFile} says why; ${wayOut(options)}`, { cause });
  }
  return child;
}

/** What a person can do about a database that does not start. */
const wayOut = ({ file }: DynamoDbOptions): string =>
  `if ${file} is damaged, put a copy of the whole home in its place, or set REX_HOME to a new folder.`;

function findBinary(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    const packageJson = require.resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`);
    return join(dirname(packageJson), 'dynoxide');
  } catch {
    const folders = (process.env['PATH'] ?? '').split(delimiter);
    return folders.map((folder) => join(folder, 'dynoxide')).find((path) => existsSync(path));
  }
}

/**
 * A killed parent leaves the engine running, with the file open. Its id is in the home; it is ended only when the
 * process of that id still is an engine on this very file, since ids are used again.
 */
async function endOrphan(pidFile: string, file: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (Number.isInteger(pid) && pid > 1 && isEngineOn(pid, file)) {
    process.kill(pid, 'SIGKILL');
    for (let i = 0; i < START_TRIES && !hasEnded(pid); i++) await sleep(START_PAUSE_MS);
  }
  rmSync(pidFile, { force: true });
}

/**
 * A process that is killed loses its command line before it closes its files, and with them the locks of the database: it has
 * ended when it is a zombie or gone.
 */
function hasEnded(pid: number): boolean {
  try {
    // "PID (name) STATE ...": the name may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return true;
  }
}

function isEngineOn(pid: number, file: string): boolean {
  try {
    const [binary = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return binary.endsWith('dynoxide') && args.includes(file);
  } catch {
    return false;
  }
}

async function untilListening(child: ChildProcess, { host, port }: EngineAddress): Promise<void> {
  for (let i = 0; i < START_TRIES; i++) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The DynamoDB engine ended at start (${child.signalCode ?? child.exitCode}).`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, host, () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await sleep(START_PAUSE_MS);
  }
  throw new Error('The DynamoDB engine did not start listening.');
}
