import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type {
  EnvironmentReply,
  EnvironmentSetup,
  ErrorReport,
  InvokeMessage,
  InvokeResult,
  OneThreadSetup,
  ThreadMessage,
  ThreadReply,
  ThreadSetup,
} from './protocol.ts';

/** An execution environment of a function, somewhere in a thread. */
export interface Environment {
  /** Why it did not start. */
  readonly ready: Promise<ErrorReport | undefined>;
  /** Whether it takes more work. */
  isGood(): boolean;
  /** How many invocations its thread has now. */
  load(): number;
  /** One at a time. When the environment ends before it answers, that is the answer. */
  invoke(message: InvokeMessage): Promise<InvokeResult>;
  /** Resolves once it can do nothing any more. What it was doing ends with the error. */
  end(why: ErrorReport): Promise<void>;
}

export interface Threads {
  open(setup: EnvironmentSetup): Environment;
  stop(): Promise<void>;
}

export interface ThreadsOptions {
  readonly most?: number;
  readonly patienceMs?: number;
  /** Something was written to these tables, which have streams. */
  readonly onWrite?: (tables: readonly string[]) => void;
  /** A thread ended with writes on their way, which may be carried out yet. */
  readonly onLostWrite?: () => void;
}

interface Thread {
  readonly worker: Worker;
  readonly environments: Map<
    number,
    { onReply(reply: EnvironmentReply): void; depart(why: ErrorReport): void }
  >;
  /** Invocations. */
  running: number;
  /** It gets no more environments: something lingers in it. */
  isWorn: boolean;
}

/**
 * Each compiles and optimizes what the others do too. On two cores, an import and a mission of 800 leads took 31 s of the
 * processor in three, 29 in two and 28 in one, where a loop that never gives way would stop all functions.
 */
const MOST_THREADS = 2;
/**
 * As much as the largest function may have. Without limits, a thread keeps much garbage: V8 lets an old generation that may
 * become large grow to a multiple of what lives in it before it looks.
 */
const LIMITS = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 1024 };
/** A thread that does not answer within this time is in a loop. */
const PATIENCE_MS = 5_000;

/**
 * The threads that all functions share. They start when they are needed and end when they have nothing left.
 * An environment that is ended is cut off inside its thread, which the others there do not feel. When the thread does not
 * answer, since the code of one of them never gives way, it is ended with all of them: each is then a crash, as on AWS.
 * When what was cut off still runs a while later (it waits, or tries for ever), its thread ends as soon as the others are through.
 */
export function createThreads(
  setup: ThreadSetup,
  logFolder: string,
  { most = MOST_THREADS, patienceMs = PATIENCE_MS, onWrite, onLostWrite }: ThreadsOptions = {},
): Threads {
  const threads = new Set<Thread>();
  const log = createWriteStream(join(logFolder, 'threads.log'), { flags: 'a' });
  let lastId = 0;
  let stopped = false;

  const start = (): Thread => {
    const writing = new Int32Array(new SharedArrayBuffer(4));
    const workerData: OneThreadSetup = { ...setup, writing };
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData,
      env: {},
      execArgv: [],
      argv: [],
      stdout: true,
      stderr: true,
      name: 'functions',
      resourceLimits: LIMITS,
    });
    worker.stdout.pipe(log, { end: false });
    worker.stderr.pipe(log, { end: false });
    const thread: Thread = { worker, environments: new Map(), running: 0, isWorn: false };
    let failure = '';
    worker.on('message', (reply: ThreadReply) => {
      if (reply.type === 'wrote') onWrite?.(reply.tables);
      else if (reply.type === 'lingers') thread.isWorn = true;
      else thread.environments.get(reply.id)?.onReply(reply);
    });
    worker.on('error', (error) => {
      failure = `: ${error instanceof Error ? error.message : error}`;
    });
    worker.on('exit', (code) => {
      threads.delete(thread);
      if (Atomics.load(writing, 0) > 0) onLostWrite?.();
      const why = errorOf('Runtime.ExitError', `The thread ended with exit code ${code}${failure}`);
      for (const { depart } of [...thread.environments.values()]) depart(why);
    });
    threads.add(thread);
    return thread;
  };
  const place = (): Thread => {
    const good = [...threads].filter(({ isWorn }) => !isWorn);
    if (good.length < most) return start();
    return good.reduce((best, each) => (each.environments.size < best.environments.size ? each : best));
  };

  return {
    open(environmentSetup) {
      const thread = place();
      const id = ++lastId;
      const { promise: ready, resolve: becomeReady } = Promise.withResolvers<ErrorReport | undefined>();
      const { promise: departed, resolve: hasDeparted } = Promise.withResolvers<void>();
      let isGone = false;
      let settle: ((result: InvokeResult) => void) | undefined;
      const post = (message: ThreadMessage): void => thread.worker.postMessage(message);
      const answer = (result: InvokeResult): void => {
        if (settle === undefined) return;
        thread.running--;
        settle(result);
        settle = undefined;
      };
      const depart = (why: ErrorReport): void => {
        isGone = true;
        if (!thread.environments.delete(id)) return;
        becomeReady(why);
        answer({ ok: false, error: why });
        hasDeparted();
        if (thread.environments.size > 0) return;
        threads.delete(thread);
        void thread.worker.terminate();
      };
      let why: ErrorReport | undefined;
      thread.environments.set(id, {
        depart: (cause) => depart(why ?? cause),
        onReply(reply) {
          if (reply.type === 'ended')
            depart(why ?? errorOf('Runtime.ExitError', 'The environment was ended'));
          // It is about to be gone: what it says now comes too late.
          else if (isGone) return;
          else if (reply.type === 'ready') becomeReady(undefined);
          else if (reply.type === 'crashed') depart(reply.error);
          else if (reply.type === 'result') answer({ ok: true, payload: JSON.parse(reply.payload) });
          else if (reply.type === 'error') {
            becomeReady(reply.error);
            answer({ ok: false, error: reply.error });
          }
        },
      });
      post({ id, type: 'open', setup: environmentSetup });
      return {
        ready,
        isGood: () => !isGone && !thread.isWorn,
        load: () => thread.running,
        invoke(message) {
          thread.running++;
          return new Promise((resolve) => {
            settle = resolve;
            post({ id, type: 'invoke', message });
          });
        },
        async end(cause) {
          why ??= cause;
          if (!isGone && !stopped) {
            isGone = true;
            post({ id, type: 'end' });
            const patience = setTimeout(() => void thread.worker.terminate(), patienceMs);
            void departed.then(() => clearTimeout(patience));
          }
          await departed;
        },
      };
    },
    async stop() {
      stopped = true;
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
      log.end();
    },
  };
}

const errorOf = (errorType: string, errorMessage: string): ErrorReport => ({
  errorType,
  errorMessage,
  trace: [],
});
