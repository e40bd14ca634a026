import { AsyncLocalStorage } from 'node:async_hooks';
import { Console } from 'node:console';
import { subscribe } from 'node:diagnostics_channel';
import { closeSync, openSync, writeSync } from 'node:fs';
import * as http from 'node:http';
import { createRequire, isBuiltin } from 'node:module';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import type { DirectCalls } from './direct-calls.ts';
import type { Factory } from './factory.ts';
import {
  type EnvironmentReply,
  type EnvironmentSetup,
  type ErrorReport,
  type InvokeMessage,
  ONE_PER_THREAD,
} from './protocol.ts';

/**
 * An execution environment of Lambda in a thread that it shares: one instance of a bundle, with its own `process`,
 * `console`, `fetch` and `globalThis`, that handles one event at a time. What it does outside of its thread it does
 * through sockets, so one that is cut off from those is as good as dead, whatever its code still does.
 */
export interface ThreadEnvironment {
  /** Answers with `ready` or `error`. */
  start(): Promise<void>;
  /** Answers with `result` or `error`, unless it is cut off by then. */
  invoke(message: InvokeMessage): Promise<void>;
  /** Closes its sockets and its log, and lets it open no more. */
  cutOff(): void;
  /** Something failed outside of the handler. */
  crash(error: unknown): void;
  isRunning(): boolean;
}

const running = new AsyncLocalStorage<Inside>();

/** The parts of an environment that belong to the code that it runs. */
interface Inside {
  readonly environment: ThreadEnvironment;
  readonly sockets: Set<Socket>;
  readonly end: AbortController;
}

/** The environment whose code is running now. */
export const currentEnvironment = (): ThreadEnvironment | undefined => running.getStore()?.environment;

/** Who used a socket last: a connection may be kept in a pool of the thread's, such as that of `http.globalAgent`. */
const users = new WeakMap<Socket, Inside>();

function use(socket: Socket, inside: Inside): void {
  if (users.has(socket)) users.get(socket)?.sockets.delete(socket);
  else socket.once('close', () => users.get(socket)?.sockets.delete(socket));
  users.set(socket, inside);
  inside.sockets.add(socket);
}

subscribe('net.client.socket', (message) => {
  const inside = running.getStore();
  if (inside === undefined) return;
  const { socket } = message as { socket: Socket };
  use(socket, inside);
  // It is about to connect, and is closed before it could write.
  if (inside.end.signal.aborted) process.nextTick(() => socket.destroy());
});
subscribe('http.client.request.created', (message) => {
  const inside = running.getStore();
  if (inside === undefined) return;
  const { request } = message as { request: http.ClientRequest };
  if (inside.end.signal.aborted) request.destroy();
  else request.once('socket', (socket) => use(socket, inside));
});

export interface ThreadServices {
  readonly factoryFor: (moduleUrl: string) => Promise<Factory>;
  readonly directCalls: DirectCalls | undefined;
  readonly reply: (message: EnvironmentReply) => void;
}

export function createEnvironment(
  { moduleUrl, handlerName, variables, logFile }: EnvironmentSetup,
  { factoryFor, directCalls, reply }: ThreadServices,
): ThreadEnvironment {
  const end = new AbortController();
  const sockets = new Set<Socket>();
  /** Those to the DynamoDB engine, over the thread's own connection. */
  const requests = new Set<{ destroy(): void }>();
  const log = openSync(logFile, 'a');
  let runs = false;
  let handler: ((event: unknown, context: object) => unknown) | undefined;

  const answer = (message: EnvironmentReply): void => {
    if (!end.signal.aborted) reply(message);
  };
  const output = (): Writable =>
    new Writable({
      write(chunk, _encoding, done) {
        // At once: what was logged is not lost with the thread.
        if (!end.signal.aborted) writeSync(log, chunk);
        done();
      },
    });
  const ownProcess = Object.create(process, {
    env: { value: { ...variables }, writable: true, enumerable: true },
    stdout: { value: output() },
    stderr: { value: output() },
    exit: {
      value: (code?: number) => {
        const error = new Error(`The function ended with exit code ${code ?? 0}`);
        environment.crash(error);
        throw error;
      },
    },
  });
  const ownConsole = new Console({ stdout: ownProcess.stdout, stderr: ownProcess.stderr });
  // The pool of connections below `fetch` is the thread's: they must not be taken for those of who opened them.
  const ownFetch: typeof fetch = (input, init) => {
    const given = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const signal = given ? AbortSignal.any([given, end.signal]) : end.signal;
    return running.exit(() => fetch(input, { ...init, signal }));
  };

  const ownHttp = directCalls && {
    ...http,
    request: directCalls.requestIn({ requests, isCutOff: () => end.signal.aborted }),
  };

  const own = { process: ownProcess, console: ownConsole, fetch: ownFetch };
  const ownGlobal = ownGlobals(own);
  const instances = new Map<string, ReturnType<Factory>>();
  const instanceOf = (url: string): ReturnType<Factory> => {
    const known = instances.get(url);
    if (known !== undefined) return known;
    const importModule = importsOf(url, { process: ownProcess, http: ownHttp }, instanceOf);
    const made = factoryFor(url).then((make) =>
      make({ ...own, globalThis: ownGlobal, importMeta: { url }, importModule }),
    );
    instances.set(url, made);
    return made;
  };

  const environment: ThreadEnvironment = {
    start: () =>
      running.run(inside, async () => {
        try {
          const found = (await instanceOf(moduleUrl))[handlerName];
          if (!isHandler(found)) throw new Error(`${moduleUrl} exports no function named ${handlerName}`);
          handler = found;
          answer({ type: 'ready' });
        } catch (error) {
          ownConsole.error(error);
          answer({ type: 'error', error: reportOf(error) });
        }
      }),
    invoke: (message) =>
      running.run(inside, async () => {
        runs = true;
        try {
          const result = await handler?.(JSON.parse(message.event), contextOf(message));
          answer({ type: 'result', payload: JSON.stringify(result) ?? 'null' });
        } catch (error) {
          ownConsole.error(error);
          answer({ type: 'error', error: reportOf(error) });
        } finally {
          runs = false;
        }
      }),
    isRunning: () => runs,
    cutOff() {
      if (end.signal.aborted) return;
      end.abort();
      for (const each of [...sockets, ...requests]) each.destroy();
      closeSync(log);
    },
    crash(error) {
      if (end.signal.aborted) return;
      ownConsole.error(error);
      answer({ type: 'crashed', error: reportOf(error) });
      environment.cutOff();
    },
  };
  const inside: Inside = { environment, sockets, end };
  return environment;
}

/** What an environment sets on `globalThis` is its own, but for polyfills; it sees what the thread has beside it. */
function ownGlobals(own: object): object {
  const globals: object = new Proxy(Object.assign(Object.create(null), own), {
    get: (target, name) => {
      if (name === 'globalThis' || name === 'global') return globals;
      return Reflect.has(target, name) ? Reflect.get(target, name) : Reflect.get(globalThis, name);
    },
    has: (target, name) => Reflect.has(target, name) || Reflect.has(globalThis, name),
    set: (target, name, value) => {
      // A polyfill is used by its bare name, and a bare name is the thread's.
      if (typeof value === 'function' && !Reflect.has(globalThis, name)) Reflect.set(globalThis, name, value);
      return Reflect.set(target, name, value);
    },
  });
  return globals;
}

/**
 * Imports for a bundle: what comes with Node.js, with the environment's `process` in place of the thread's, and other
 * bundles by their address, of which the environment has its own instances.
 */
function importsOf(
  moduleUrl: string,
  own: { readonly process: object; readonly http: object | undefined },
  instanceOf: (url: string) => Promise<object>,
): (specifier: string) => Promise<object> {
  const requireThere = createRequire(moduleUrl);
  const builtin = (specifier: string): string => {
    if (isBuiltin(specifier)) return specifier.replace(/^node:/, '');
    throw new Error(`${moduleUrl} imports ${specifier}: a function has to be one bundle.`);
  };
  const requireIn = (specifier: string): unknown =>
    builtin(specifier) === 'process' ? own.process : requireThere(specifier);
  return async (specifier) => {
    if (specifier.endsWith(ONE_PER_THREAD)) return running.exit(() => import(specifier));
    if (specifier.startsWith('file:')) return instanceOf(specifier);
    const name = builtin(specifier);
    if (name === 'process') return withDefault(own.process);
    if (name === 'http' && own.http !== undefined) return own.http;
    const module: object = await import(specifier);
    return name === 'module' ? withDefault({ ...module, createRequire: () => requireIn }) : module;
  };
}

const withDefault = (module: object): object =>
  new Proxy(module, {
    get: (target, name) => (name === 'default' ? target : Reflect.get(target, name)),
  });

function contextOf(message: InvokeMessage): object {
  const deadline = performance.now() + message.timeoutMs;
  return {
    awsRequestId: message.requestId,
    functionName: message.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: message.functionArn,
    memoryLimitInMB: String(message.memoryMb),
    logGroupName: `/aws/lambda/${message.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
}

const isHandler = (value: unknown): value is (event: unknown, context: object) => unknown =>
  typeof value === 'function';

function reportOf(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
