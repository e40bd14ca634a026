import { randomBytes } from 'node:crypto';
import type { VirtualClock } from '../clock.ts';
import { AwsError } from '../endpoint/aws-error.ts';

/** A failure of a task, by the name that Retry and Catch know it by. */
export class TaskError extends Error {
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

interface Waiting {
  readonly succeed: (output: unknown) => void;
  readonly fail: (error: TaskError) => void;
  readonly beat: () => void;
}

interface TaskLimits {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

/** The task tokens of this process. They die with it, as its executions do. */
export interface TaskTokens {
  /** A token for a task of the machine. */
  issue(machineArn: string): string;
  /** The machine that a token was issued for, also after it was used. */
  machineOf(token: string): string | undefined;
  /** The tokens among those issued that stand anywhere in the value. */
  findIn(value: unknown): string[];
  /** Waits for SendTaskSuccess or SendTaskFailure; rejects with States.Timeout when a limit passes. */
  wait(token: string, limits: TaskLimits, signal: AbortSignal): Promise<unknown>;
  success(token: string, output: unknown): void;
  failure(token: string, error: string, cause: string): void;
  heartbeat(token: string): void;
}

export function createTaskTokens(clock: VirtualClock): TaskTokens {
  const issued = new Set<string>();
  const waiting = new Map<string, Waiting>();
  const settledEarly = new Map<string, (waiter: Waiting) => void>();
  const finished = new Set<string>();
  const machines = new Map<string, string>();

  const settle = (token: string, apply: (waiter: Waiting) => void): void => {
    const waiter = waiting.get(token);
    if (waiter !== undefined) apply(waiter);
    // The worker may answer before the function that passed the token on has returned.
    else if (issued.has(token)) settledEarly.set(token, apply);
    else if (finished.has(token))
      throw new AwsError('TaskTimedOut', 'The task is no longer waiting for this token.');
    else throw new AwsError('TaskDoesNotExist', 'There is no task that waits for this token.');
  };

  return {
    issue(machineArn) {
      const token = randomBytes(48).toString('base64url');
      issued.add(token);
      machines.set(token, machineArn);
      return token;
    },
    machineOf: (token) => machines.get(token),
    findIn(value) {
      const text = JSON.stringify(value) ?? '';
      return [...issued].filter((token) => text.includes(token));
    },
    wait(token, { timeoutSeconds, heartbeatSeconds }, signal) {
      return new Promise((resolve, reject) => {
        const cancels: (() => void)[] = [];
        let cancelBeat: () => void = () => {};
        const finish = (): void => {
          for (const cancel of cancels) cancel();
          cancelBeat();
          waiting.delete(token);
          issued.delete(token);
          finished.add(token);
        };
        const fail = (error: TaskError): void => {
          finish();
          reject(error);
        };
        const timeOut = (): void => fail(new TaskError('States.Timeout', ''));
        const beat = (): void => {
          cancelBeat();
          if (heartbeatSeconds !== undefined) {
            cancelBeat = clock.at(clock.time() + heartbeatSeconds * 1000, 'deadline', timeOut);
          }
        };
        if (timeoutSeconds !== undefined) {
          cancels.push(clock.at(clock.time() + timeoutSeconds * 1000, 'deadline', timeOut));
        }
        beat();
        signal.addEventListener(
          'abort',
          () => waiting.has(token) && fail(new TaskError('States.Aborted', '')),
          {
            once: true,
          },
        );
        const waiter: Waiting = {
          succeed(output) {
            finish();
            resolve(output);
          },
          fail,
          beat,
        };
        waiting.set(token, waiter);
        settledEarly.get(token)?.(waiter);
        settledEarly.delete(token);
      });
    },
    success: (token, output) => settle(token, (waiter) => waiter.succeed(output)),
    failure: (token, error, cause) => settle(token, (waiter) => waiter.fail(new TaskError(error, cause))),
    heartbeat: (token) => settle(token, (waiter) => waiter.beat()),
  };
}
