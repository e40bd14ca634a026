import type { VirtualClock } from '../clock.ts';
import type { Meter } from '../meter/meter.ts';

/**
 * Schedules that run again and again. They are not what the clock jumps to: in real time they run as written, and
 * after a jump each runs once if its time came, however many times it would have been.
 */
export interface Periodics {
  add(name: string, next: (after: number) => number, run: () => void): void;
  /** Runs what is due; called after each jump, and every second. */
  runDue(): void;
  stop(): void;
}

const CHECK_MS = 1000;

export function createPeriodics(clock: VirtualClock, meter: Meter): Periodics {
  const all = new Map<string, { at: number; next: (after: number) => number; run: () => void }>();
  const runDue = (): void => {
    const now = clock.time();
    for (const entry of all.values()) {
      if (entry.at > now) continue;
      entry.at = entry.next(now);
      meter.count('scheduler.periodic', 1);
      entry.run();
    }
  };
  const interval = setInterval(runDue, CHECK_MS);
  interval.unref();
  return {
    add: (name, next, run) => void all.set(name, { at: next(clock.time()), next, run }),
    runDue,
    stop: () => clearInterval(interval),
  };
}
