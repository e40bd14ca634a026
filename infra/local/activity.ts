/** Knows whether anything is in flight: what must be finished before the clock may jump. */
export interface Activity {
  /** Marks the start of some work; returns what marks its end (calling it twice does no harm). */
  begin(what: string): () => void;
  /** Wraps work so that it counts while it runs. */
  during<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** Starts work that nobody waits for. Its failure is told and goes no further. */
  launch(what: string, work: () => Promise<unknown>): void;
  /** Adds a question that must be answered with false for the whole to be idle. */
  addProbe(name: string, isBusy: () => boolean): void;
  isIdle(): boolean;
  /** Whether any work runs, whatever the questions say. */
  isRunning(): boolean;
  /** What is in flight now, with counts: for messages and for finding what hangs. */
  describe(): Record<string, number>;
  /** Resolves when nothing is in flight, and nothing was started by what just ended. */
  whenIdle(): Promise<void>;
}

/** A promise chain may start its next piece a few turns of the event loop later. */
const QUIET_TURNS = 4;
const RECHECK_MS = 5;

export function createActivity(onFailure: (what: string, error: unknown) => void): Activity {
  const running = new Map<string, number>();
  const probes = new Map<string, () => boolean>();
  let begun = 0;

  const begin = (what: string): (() => void) => {
    begun++;
    running.set(what, (running.get(what) ?? 0) + 1);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const left = (running.get(what) ?? 1) - 1;
      if (left === 0) running.delete(what);
      else running.set(what, left);
    };
  };
  const during = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const end = begin(what);
    try {
      return await work();
    } finally {
      end();
    }
  };
  const isIdle = (): boolean => {
    if (running.size > 0) return false;
    for (const isBusy of probes.values()) if (isBusy()) return false;
    return true;
  };

  return {
    begin,
    during,
    launch: (what, work) => void during(what, work).catch((error: unknown) => onFailure(what, error)),
    addProbe: (name, isBusy) => probes.set(name, isBusy),
    isIdle,
    isRunning: () => running.size > 0,
    describe() {
      const found = Object.fromEntries(running);
      for (const [name, isBusy] of probes) if (isBusy()) found[name] = 1;
      return found;
    },
    async whenIdle() {
      for (;;) {
        const before = begun;
        let quiet = isIdle();
        for (let turn = 0; quiet && turn < QUIET_TURNS; turn++) {
          await new Promise((resolve) => setImmediate(resolve));
          quiet = isIdle() && begun === before;
        }
        if (quiet) return;
        await new Promise((resolve) => setTimeout(resolve, RECHECK_MS));
      }
    },
  };
}
