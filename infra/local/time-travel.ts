import type { Activity } from './activity.ts';
import type { VirtualClock } from './clock.ts';
import type { Periodics } from './endpoint/periodic.ts';

export interface RunReport {
  readonly now: string;
  /** Whether no timer is left but periodic schedules. */
  readonly done: boolean;
  readonly nextTimer: string | undefined;
  readonly jumps: number;
}

export interface TimeTravel {
  /** Goes forward by so much, stopping at each timer on the way and letting everything that it starts finish. */
  advance(ms: number): Promise<void>;
  /** Jumps from timer to timer until there is none, or `maxMs` have passed on the virtual clock. */
  runUntilIdle(maxMs: number): Promise<RunReport>;
}

/** Jumps happen one at a time, and never while anything is in flight. */
export function createTimeTravel(clock: VirtualClock, activity: Activity, periodics: Periodics): TimeTravel {
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
  const jump = async (time: number): Promise<void> => {
    clock.jumpTo(time);
    periodics.runDue();
    await activity.whenIdle();
  };
  return {
    advance: (ms) =>
      inTurn(async () => {
        const target = clock.time() + ms;
        await activity.whenIdle();
        for (;;) {
          const stop = clock.nextStop(target);
          if (stop === undefined) break;
          await jump(stop);
        }
        await jump(target);
      }),
    runUntilIdle: (maxMs) =>
      inTurn(async () => {
        const limit = clock.time() + maxMs;
        let jumps = 0;
        await activity.whenIdle();
        for (let stop = clock.nextStop(limit); stop !== undefined; stop = clock.nextStop(limit)) {
          await jump(stop);
          jumps++;
        }
        const next = clock.nextTimer();
        return {
          now: clock.now().toISOString(),
          done: next === undefined,
          nextTimer: next?.toISOString(),
          jumps,
        };
      }),
  };
}
