import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, LOOPBACK } from '../net.ts';

export interface DynamoDbEngine {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface DynamoDbOptions {
  readonly file: string;
  readonly pidFile: string;
  readonly logFile: string;
  readonly log: (line: string) => void;
}

const START_TRIES = 200;
const START_PAUSE_MS = 25;

/**
 * Starts the DynamoDB engine on its file, or uses the endpoint that REX_DYNAMODB_ENDPOINT names.
 * @throws when there is neither, with what to do about it.
 */
export async function startDynamoDb({
  file,
  pidFile,
  logFile,
  log,
}: DynamoDbOptions): Promise<DynamoDbEngine> {
  const given = process.env['REX_DYNAMODB_ENDPOINT'];
  if (given !== undefined && given !== '') {
    const { hostname, port } = new URL(given);
    return { host: hostname, port: Number(port), stop: async () => {} };
  }
  const binary = findBinary();
  if (binary === undefined) {
    throw new Error(
      'No DynamoDB engine for this platform: put dynoxide (https://github.com/nubo-db/dynoxide) on the PATH, ' +
        'or set REX_DYNAMODB_ENDPOINT to the address of a DynamoDB-compatible server.',
    );
  }
  await endOrphan(pidFile, file);
  const port = await freePort(0);
  const output = openSync(logFile, 'a');
  const child = spawn(binary, ['--host', LOOPBACK, '--port', String(port), '--db-path', file], {
    stdio: ['ignore', output, output],
    env: {},
  });
  closeSync(output);
  writeFileSync(pidFile, String(child.pid));
  let stopping = false;
  child.once('exit', (code, signal) => {
    if (!stopping) log(`the DynamoDB engine ended by itself (${signal ?? code})`);
  });
  await untilListening(child, port);
  return {
    host: LOOPBACK,
    port,
    async stop() {
      stopping = true;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill('SIGTERM')) await ended;
      rmSync(pidFile, { force: true });
    },
  };
}

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
    for (let i = 0; i < START_TRIES && isEngineOn(pid, file); i++) await sleep(START_PAUSE_MS);
  }
  rmSync(pidFile, { force: true });
}

function isEngineOn(pid: number, file: string): boolean {
  try {
    const [binary = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return binary.endsWith('dynoxide') && args.includes(file);
  } catch {
    return false;
  }
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  for (let i = 0; i < START_TRIES; i++) {
    if (child.exitCode !== null)
      throw new Error(`The DynamoDB engine ended at start (exit code ${child.exitCode}).`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, LOOPBACK, () => {
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
