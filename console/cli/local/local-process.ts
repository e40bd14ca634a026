import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { CliError } from '../cli-error.ts';
import { type LocalInfo, parseLocalInfo } from './local-info.ts';

const RUNTIME = fileURLToPath(new URL('../../../infra/local/main.ts', import.meta.url));
/** As in `rex.mjs`, for who starts without it. Told from outside, it holds for the first file too: no compiler is loaded. */
const COMPILE_CACHE = fileURLToPath(new URL('../../../node_modules/.cache/node-compile', import.meta.url));
/** In MB. Left to itself, V8 lets what is dead grow to 80 MB before it looks for it. */
const SMALL_YOUNG_GENERATION = '--max-semi-space-size=8';
const READY = 'ready ';
const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 20_000;

export interface LocalProcessOptions {
  readonly home: string;
  readonly port: number;
  /** A profile of simulated recipients, and their seed. */
  readonly people?: string | undefined;
  readonly seed?: number | undefined;
  /** A folder to take the build from, which several share; without it, there is a new build in the home. */
  readonly build?: string | undefined;
  /** Where its progress lines go. */
  readonly progress: Writable;
  /** What to run; the local runtime when absent. */
  readonly program?: string;
  /** Of V8. */
  readonly flags?: readonly string[];
}

export interface LocalProcess {
  readonly info: LocalInfo;
  /** Its exit code. */
  readonly exited: Promise<number>;
  /** Asks it to stop, and makes it stop when it does not. */
  stop(): Promise<void>;
}

/**
 * Starts the local runtime as a child and waits until it is ready. The child's stdin is a pipe: it sees the end of it
 * when this process dies, however it dies, and stops too.
 * @throws CliError START_FAILED
 */
export async function startLocalProcess(options: LocalProcessOptions): Promise<LocalProcess> {
  const child = spawn(
    process.execPath,
    [
      SMALL_YOUNG_GENERATION,
      ...(options.flags ?? []),
      options.program ?? RUNTIME,
      '--stop-with-parent',
      ...programOptions(options),
    ],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        NODE_COMPILE_CACHE: COMPILE_CACHE,
        ...ownEnvironment(process.env),
        REX_HOME: options.home,
        REX_PORT: String(options.port),
      },
    },
  );
  child.stderr.pipe(options.progress, { end: false });
  const exited = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
  const stop = () => stopChild(child, exited);
  try {
    return { info: await readyOrFailed(child, exited), exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * What would send a local Rex, which is its own AWS and its own Twilio, elsewhere: accounts, and proxies that would
 * see what goes to the loopback address.
 */
const ELSEWHERE =
  /^(?:AWS_|TWILIO_|SENDGRID_|CDK_DEFAULT_)|^(?:https?|all|no|npm_config_https?)_proxy$|^NODE_USE_ENV_PROXY$/i;

const ownEnvironment = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !ELSEWHERE.test(name)));

function programOptions({ people, seed, build }: LocalProcessOptions): string[] {
  return [
    ...(people === undefined ? [] : ['--people', people]),
    ...(seed === undefined ? [] : ['--seed', String(seed)]),
    ...(build === undefined ? [] : ['--build', build]),
  ];
}

async function readyOrFailed(child: ChildProcess, exited: Promise<number>): Promise<LocalInfo> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      readyInfo(child),
      exited.then((code) => {
        throw new CliError(
          'START_FAILED',
          `The local Rex stopped with exit code ${code} before it was ready.`,
        );
      }),
      new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new CliError('START_FAILED', `Not ready after ${READY_WITHIN_MS / 1000} s.`)),
          READY_WITHIN_MS,
        );
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

async function readyInfo(child: ChildProcess): Promise<LocalInfo> {
  if (!child.stdout) throw new CliError('START_FAILED', 'The local Rex has no output to read.');
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new CliError('START_FAILED', `The local Rex could not be started: ${cause.message}`, { cause })),
    );
    lines.on('line', (line) => {
      if (!line.startsWith(READY)) return;
      const info = parseLocalInfo(line.slice(READY.length));
      if (info) resolve(info);
      else reject(new CliError('START_FAILED', `The local Rex is ready but does not say where: ${line}`));
    });
  });
}

async function stopChild(child: ChildProcess, exited: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
  await exited;
  clearTimeout(killer);
}
