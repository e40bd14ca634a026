import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { createDirectCalls } from './direct-calls.ts';
import { createEnvironment, currentEnvironment, type ThreadEnvironment } from './environment.ts';
import { type Factory, factoryOf } from './factory.ts';
import type { EnvironmentReply, OneThreadSetup, ThreadMessage, ThreadReply } from './protocol.ts';

/** A worker thread that runs environments of all functions: what Lambda's own runtime interface does. */
const { clockOffset, compiled, directCalls: direct, writing }: OneThreadSetup = workerData;
const environments = new Map<number, ThreadEnvironment>();
const factories = new Map<string, Promise<Factory>>();

const tell = (reply: ThreadReply): void => parentPort?.postMessage(reply);
const directCalls = direct && createDirectCalls(direct, writing, (tables) => tell({ type: 'wrote', tables }));

/** What was cut off fails at its next call, and is then at its end. */
const LINGERS_MS = 1000;

followVirtualClock(clockOffset);
enableCompileCache(compiled);

process.on('uncaughtException', (error) => {
  const environment = currentEnvironment();
  if (environment !== undefined) return environment.crash(error);
  console.error(error);
  process.exit(1);
});

parentPort?.on('message', (message: ThreadMessage) => {
  const { id } = message;
  const reply = (answer: EnvironmentReply): void => {
    if (answer.type === 'crashed') environments.delete(id);
    tell({ id, ...answer });
  };
  if (message.type === 'open') {
    const { setup } = message;
    const environment = createEnvironment(setup, { factoryFor, directCalls, reply });
    environments.set(id, environment);
    // Now, and not at the end: a thread may be killed.
    void environment.start().then(() => flushCompileCache());
  } else if (message.type === 'invoke') void environments.get(id)?.invoke(message.message);
  else {
    const environment = environments.get(id);
    environment?.cutOff();
    environments.delete(id);
    reply({ type: 'ended' });
    setTimeout(() => {
      if (environment?.isRunning()) reply({ type: 'lingers' });
    }, LINGERS_MS).unref();
  }
});

function factoryFor(moduleUrl: string): Promise<Factory> {
  const known = factories.get(moduleUrl);
  if (known !== undefined) return known;
  const made = makeFactory(moduleUrl);
  factories.set(moduleUrl, made);
  return made;
}

async function makeFactory(moduleUrl: string): Promise<Factory> {
  const source = readFileSync(fileURLToPath(moduleUrl), 'utf8');
  const folder = join(compiled, 'factories');
  const file = join(folder, `${createHash('sha256').update(source).digest('hex')}.mjs`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.${randomUUID()}`;
    writeFileSync(unfinished, await factoryOf(source));
    renameSync(unfinished, file);
  }
  const { default: factory } = await import(pathToFileURL(file).href);
  return factory;
}

/** Everything that asks for the time in this thread gets the virtual one; timers and `performance` stay real. */
function followVirtualClock(offset: Float64Array): void {
  const RealDate = Date;
  const now = (): number => RealDate.now() + Math.round(offset[0] ?? 0);
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property, receiver) => (property === 'now' ? now : Reflect.get(target, property, receiver)),
  });
}
