import { randomUUID } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from '../activity.ts';
import type { Faults } from '../faults.ts';
import type { Meter } from '../meter/meter.ts';
import type { Invocations } from './invocations.ts';
import type { ErrorReport, InvokeResult } from './protocol.ts';
import type { Environment, Threads } from './threads.ts';

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

export interface FunctionPool {
  readonly definition: FunctionDefinition;
  /** Runs one invocation, after those before it when all environments are busy. Never rejects. */
  invoke(event: unknown): Promise<InvokeResult>;
  /** Accepts no more work. */
  stop(): void;
}

export interface PoolServices {
  readonly activity: Activity;
  readonly faults: Faults;
  readonly meter: Meter;
  readonly invocations: Invocations;
  readonly threads: Threads;
  readonly logFolder: string;
  /** An environment that is idle for this long ends, as on AWS. */
  readonly keepIdleMs: number;
}

interface Job {
  readonly event: unknown;
  readonly done: (result: InvokeResult) => void;
}

const MB_PER_GB = 1024;
/** Lambda gives 10 seconds; many environments may start at once on the few cores here. */
const LONGEST_INIT_MS = 60_000;

export function createPool(definition: FunctionDefinition, services: PoolServices): FunctionPool {
  const { activity, faults, meter, invocations } = services;
  /** With the timer that ends each. */
  const idle = new Map<Environment, NodeJS.Timeout>();
  /** One per concurrent invocation, as Lambda's: started when needed, kept, replaced when it dies. */
  const all = new Set<Environment>();
  const waiting: Job[] = [];
  const logFile = join(services.logFolder, `${definition.name}.log`);
  let log: WriteStream | undefined;
  let growing = false;
  let stopped = false;

  const open = (): Environment => {
    log ??= createWriteStream(logFile, { flags: 'a' });
    const { moduleUrl, handlerName, environment: variables } = definition;
    const environment = services.threads.open({ moduleUrl, handlerName, variables, logFile });
    all.add(environment);
    const slow = setTimeout(() => {
      const message = `INIT took longer than ${LONGEST_INIT_MS / 1000} seconds`;
      void environment.end(errorOf('Sandbox.Timedout', message));
    }, LONGEST_INIT_MS);
    void environment.ready.then(() => clearTimeout(slow));
    return environment;
  };
  const discard = (environment: Environment): void => {
    clearTimeout(idle.get(environment));
    idle.delete(environment);
    all.delete(environment);
    void environment.end(errorOf('Runtime.ExitError', 'The environment was not needed any more'));
  };
  const rest = (environment: Environment): void => {
    if (!environment.isGood()) discard(environment);
    else idle.set(environment, setTimeout(() => discard(environment), services.keepIdleMs).unref());
  };
  /** The idle one whose thread has least to do; of several the one that was used last, which remembers most of what is asked for now. */
  const wake = (): Environment | undefined => {
    let best: Environment | undefined;
    for (const environment of idle.keys()) {
      if (!environment.isGood()) discard(environment);
      else if (best === undefined || environment.load() <= best.load()) best = environment;
    }
    if (best === undefined) return undefined;
    clearTimeout(idle.get(best));
    idle.delete(best);
    return best;
  };

  const run = async (job: Job, environment: Environment): Promise<void> => {
    const result = await runIn(environment, job.event);
    job.done(result);
    rest(environment);
    next();
  };

  const runIn = async (environment: Environment, event: unknown): Promise<InvokeResult> => {
    const requestId = randomUUID();
    const started = performance.now();
    const ended = invocations.begin(definition.name);
    const timeout = setTimeout(() => {
      const seconds = (definition.timeoutMs / 1000).toFixed(2);
      void environment.end(errorOf('Sandbox.Timedout', `Task timed out after ${seconds} seconds`));
    }, definition.timeoutMs);
    const running = environment.invoke({
      event: JSON.stringify(event) ?? 'null',
      requestId,
      functionName: definition.name,
      functionArn: definition.arn,
      memoryMb: definition.memoryMb,
      timeoutMs: definition.timeoutMs,
    });
    const kill = faults.strike('kill-worker', definition.name);
    if (kill !== undefined)
      setTimeout(
        () => void environment.end(errorOf('Runtime.ExitError', 'The environment was killed')),
        kill.delayMs * Math.random(),
      );
    const result = await running;
    clearTimeout(timeout);
    const ms = performance.now() - started;
    ended(ms, result.ok);
    const billed = Math.max(1, Math.ceil(ms));
    meter.count('lambda.requests', 1);
    meter.count('lambda.gbSeconds', (billed / 1000) * (definition.memoryMb / MB_PER_GB));
    log?.write(reportLine({ requestId, ok: result.ok, ms, billed, memoryMb: definition.memoryMb }));
    return result;
  };

  const next = (): void => {
    while (!stopped && waiting.length > 0) {
      const environment = wake();
      if (environment === undefined) {
        grow();
        return;
      }
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
    const environment = open();
    void environment.ready.then((failed) => {
      growing = false;
      if (failed === undefined) rest(environment);
      else {
        discard(environment);
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
    stop() {
      stopped = true;
      for (const timer of idle.values()) clearTimeout(timer);
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
