import { randomUUID } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Activity } from '../activity.ts';
import type { Faults } from '../faults.ts';
import type { Meter } from '../meter/meter.ts';
import type { ErrorReport, InvokeMessage, WorkerReply, WorkerSetup } from './protocol.ts';

export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly moduleUrl: string;
  readonly handlerName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** How many invocations may run at once. */
  readonly concurrency: number;
}

export type InvokeResult =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: ErrorReport };

export interface FunctionPool {
  readonly definition: FunctionDefinition;
  /** Runs one invocation, after those before it when all workers are busy. Never rejects. */
  invoke(event: unknown): Promise<InvokeResult>;
  stop(): Promise<void>;
}

export interface PoolServices {
  readonly activity: Activity;
  readonly faults: Faults;
  readonly meter: Meter;
  readonly clockOffset: Float64Array;
  readonly logFolder: string;
  readonly compiled: string;
  /** An environment that nobody needed for so long ends, as on AWS: each holds some 40 MB. */
  readonly keepIdleMs: number;
}

interface Job {
  readonly event: unknown;
  readonly done: (result: InvokeResult) => void;
}

/** One per concurrent invocation, as Lambda's execution environments: started when needed, kept, replaced when it dies. */
interface Environment {
  readonly worker: Worker;
  readonly ready: Promise<ErrorReport | undefined>;
  onReply: ((reply: WorkerReply) => void) | undefined;
  onDeath: ((error: ErrorReport) => void) | undefined;
  /** Set while it is idle. */
  reclaim: NodeJS.Timeout | undefined;
}

const MB_PER_GB = 1024;
/** Lambda gives 10 seconds; many workers may start at once on the few cores here. */
const LONGEST_INIT_MS = 60_000;

export function createPool(definition: FunctionDefinition, services: PoolServices): FunctionPool {
  const { activity, faults, meter } = services;
  const idle: Environment[] = [];
  const all = new Set<Environment>();
  const waiting: Job[] = [];
  let log: WriteStream | undefined;
  let growing = false;
  let stopped = false;

  const leave = (environment: Environment): void => {
    clearTimeout(environment.reclaim);
    const at = idle.indexOf(environment);
    if (at >= 0) idle.splice(at, 1);
  };

  const startEnvironment = (): Environment => {
    log ??= createWriteStream(join(services.logFolder, `${definition.name}.log`), { flags: 'a' });
    const setup: WorkerSetup = {
      moduleUrl: definition.moduleUrl,
      handlerName: definition.handlerName,
      clockOffset: services.clockOffset,
      compiled: services.compiled,
    };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: setup,
      env: { ...definition.environment },
      execArgv: [],
      argv: [],
      stdout: true,
      stderr: true,
      name: definition.name,
    });
    worker.stdout.pipe(log, { end: false });
    worker.stderr.pipe(log, { end: false });
    let becomeReady: (error: ErrorReport | undefined) => void = () => {};
    const ready = new Promise<ErrorReport | undefined>((resolve) => {
      becomeReady = resolve;
    });
    const environment: Environment = {
      worker,
      ready,
      onReply: undefined,
      onDeath: undefined,
      reclaim: undefined,
    };
    worker.on('message', (reply: WorkerReply) => {
      if (reply.type === 'ready') becomeReady(undefined);
      else if (environment.onReply !== undefined) environment.onReply(reply);
      else if (reply.type === 'error') becomeReady(reply.error);
    });
    const died = (error: ErrorReport): void => {
      all.delete(environment);
      leave(environment);
      becomeReady(error);
      environment.onDeath?.(error);
    };
    worker.on('error', (error) => died(errorOf('Runtime.ExitError', error.message)));
    worker.on('exit', (code) =>
      died(errorOf('Runtime.ExitError', `The worker ended with exit code ${code}`)),
    );
    const slow = setTimeout(() => {
      died(errorOf('Sandbox.Timedout', `INIT took longer than ${LONGEST_INIT_MS / 1000} seconds`));
      void worker.terminate();
    }, LONGEST_INIT_MS);
    void ready.then(() => clearTimeout(slow));
    all.add(environment);
    return environment;
  };

  const run = async (job: Job, environment: Environment): Promise<void> => {
    const result = await runIn(environment, job.event);
    job.done(result);
    rest(environment);
    next();
  };

  const rest = (environment: Environment): void => {
    if (!all.has(environment)) return;
    idle.push(environment);
    environment.reclaim = setTimeout(() => {
      // Out of the way first: what is about to end must get no work.
      leave(environment);
      void environment.worker.terminate();
    }, services.keepIdleMs).unref();
  };

  const runIn = async (environment: Environment, event: unknown): Promise<InvokeResult> => {
    const requestId = randomUUID();
    const started = performance.now();
    const result = await new Promise<InvokeResult>((resolve) => {
      const timeout = setTimeout(() => {
        const seconds = (definition.timeoutMs / 1000).toFixed(2);
        resolve({ ok: false, error: errorOf('Sandbox.Timedout', `Task timed out after ${seconds} seconds`) });
        void environment.worker.terminate();
      }, definition.timeoutMs);
      const settle = (answer: InvokeResult): void => {
        clearTimeout(timeout);
        environment.onReply = undefined;
        environment.onDeath = undefined;
        resolve(answer);
      };
      environment.onReply = (reply) => {
        if (reply.type === 'result') settle({ ok: true, payload: JSON.parse(reply.payload) });
        if (reply.type === 'error') settle({ ok: false, error: reply.error });
      };
      environment.onDeath = (error) => settle({ ok: false, error });
      const message: InvokeMessage = {
        event: JSON.stringify(event) ?? 'null',
        requestId,
        functionName: definition.name,
        functionArn: definition.arn,
        memoryMb: definition.memoryMb,
        timeoutMs: definition.timeoutMs,
      };
      environment.worker.postMessage(message);
      const kill = faults.strike('kill-worker', definition.name);
      if (kill !== undefined)
        setTimeout(() => void environment.worker.terminate(), kill.delayMs * Math.random());
    });
    const ms = performance.now() - started;
    const billed = Math.max(1, Math.ceil(ms));
    meter.count('lambda.requests', 1);
    meter.count('lambda.gbSeconds', (billed / 1000) * (definition.memoryMb / MB_PER_GB));
    log?.write(reportLine({ requestId, ok: result.ok, ms, billed, memoryMb: definition.memoryMb }));
    return result;
  };

  const next = (): void => {
    while (!stopped && waiting.length > 0) {
      const environment = idle.pop();
      if (environment === undefined) {
        grow();
        return;
      }
      clearTimeout(environment.reclaim);
      const job = waiting.shift();
      if (job !== undefined) void run(job, environment);
    }
  };

  /**
   * Adds one environment, and another one when work still waits by then. On the few cores here a start takes longer than
   * most invocations: many at once would only keep the first from its work.
   */
  const grow = (): void => {
    if (growing || all.size >= definition.concurrency) return;
    growing = true;
    const environment = startEnvironment();
    void environment.ready.then((failed) => {
      growing = false;
      if (failed === undefined) rest(environment);
      else {
        all.delete(environment);
        void environment.worker.terminate();
        waiting.shift()?.done({ ok: false, error: failed });
      }
      next();
    });
  };

  const invoke = (event: unknown): Promise<InvokeResult> => {
    const end = activity.begin(`function ${definition.name}`);
    return new Promise((resolve) => {
      waiting.push({
        event,
        done(result) {
          resolve(result);
          // The caller reacts to the result before the work counts as done.
          setImmediate(end);
        },
      });
      next();
    });
  };

  return {
    definition,
    invoke(event) {
      const repeat = faults.strike('repeat', definition.name);
      if (repeat !== undefined) {
        const again = sleep(repeat.delayMs * faults.draw()).then(() => invoke(event));
        activity.launch(`repeat of ${definition.name}`, () => again);
      }
      return invoke(event);
    },
    async stop() {
      stopped = true;
      await Promise.all([...all].map(({ worker }) => worker.terminate()));
      log?.end();
    },
  };
}

/** What Lambda itself writes into the log of a function after each invocation, in its own form (`platform.report`). */
function reportLine(of: { requestId: string; ok: boolean; ms: number; billed: number; memoryMb: number }) {
  const record = {
    requestId: of.requestId,
    metrics: { durationMs: of.ms, billedDurationMs: of.billed, memorySizeMB: of.memoryMb },
    status: of.ok ? 'success' : 'error',
  };
  return `${JSON.stringify({ type: 'platform.report', record })}\n`;
}

const errorOf = (errorType: string, errorMessage: string): ErrorReport => ({
  errorType,
  errorMessage,
  trace: [],
});
