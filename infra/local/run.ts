import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildConsoleLocally, buildLocally } from './build.ts';
import { externalServices } from './external-services.ts';
import type { LocalRex } from './start.ts';

/**
 * Runs Rex on this machine: bundles the functions, synthesizes the stacks, runs what they say. Progress goes to
 * stderr; stdout gets one line, `ready {json}`, when everything answers.
 */
const { values } = parseArgs({
  options: {
    people: { type: 'string' },
    seed: { type: 'string', default: '1' },
    // With this, the end of stdin means that the parent has died, and Rex stops too.
    'stop-with-parent': { type: 'boolean', default: false },
    // A folder to take bundles and stacks from as they are; what is missing is built there. Several may share it.
    build: { type: 'string' },
  },
});

// Addresses and keys are in the home: what this process and the database engine make is for its owner only.
process.umask(0o077);
const home = resolve(process.env['REX_HOME'] ?? '.rex');
const started = performance.now();
const log = (line: string): void => {
  process.stderr.write(`[${((performance.now() - started) / 1000).toFixed(1)} s] ${line}\n`);
};

// A terminal that was closed reads nothing any more. Rex goes on without words; told as a failure, it would end in a circle.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// A worker that is killed breaks off its connections and whatever hangs on them. That must not end all of Rex: it
// is told, and the work itself is tried again by whoever gave it out.
const BROKEN_CONNECTION = /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_|ERR_HTTP_)/;
process.on('unhandledRejection', (reason) => log(`a piece of work failed: ${described(reason)}`));
process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  log(`not expected: ${described(error)}`);
  if (!BROKEN_CONNECTION.test(error.code ?? '')) process.exit(1);
});

const external = await externalServices(process.env);
for (const line of external.unused) log(line);
for (const service of external.callsOut) log(`CALLS OUT: data leave this machine for the ${service}.`);

const build =
  values.build === undefined
    ? // The build belongs to the home, so that two homes can start at once.
      { folder: join(home, 'build'), reuse: false, log }
    : { folder: resolve(values.build), reuse: true, log };
const built = await buildLocally(build);
const { startLocal }: typeof import('./start.ts') = await import(pathToFileURL(built.start).href);
const rex = await startLocal({
  home,
  port: Number(process.env['REX_PORT'] ?? 3210),
  assembly: built.stacks,
  web: () =>
    buildConsoleLocally(build).catch((error: unknown) => {
      log(`the web console cannot be had: ${described(error)}`);
      throw error;
    }),
  seed: Number(values.seed),
  log,
  secrets: external.secrets,
  callsOut: external.callsOut,
  twilioSecret: 'rex/twilio',
  sendgridSecret: 'rex/sendgrid',
  calendarsSecret: 'rex/calendars',
  // Tests call the same functions all the time, and have enough memory.
  ...(process.env['REX_KEEP_IDLE_MS'] ? { keepIdleMs: Number(process.env['REX_KEEP_IDLE_MS']) } : {}),
  onFailure: (error) => {
    log(error.message);
    // Nothing can be settled any more: what runs is left as by a kill, and goes on at the next start.
    process.exit(1);
  },
  ...(values.people ? { people: JSON.parse(readFileSync(values.people, 'utf8')) } : {}),
}).catch((error: unknown) => {
  log(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
console.log(`ready ${readFileSync(join(home, 'local.json'), 'utf8').replaceAll('\n', '')}`);
stopOnSignal(rex);

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function stopOnSignal(running: LocalRex): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await running.stop();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (values['stop-with-parent']) {
    process.stdin.resume();
    process.stdin.once('end', stop);
    process.stdin.once('close', stop);
  }
}
