/** How a timer behaves when the clock jumps. */
type TimerKind =
  /** Something that was planned; may be fired together with others of the same quarter of an hour. */
  | 'planned'
  /** A deadline: never fired early relative to what is planned before it. */
  | 'deadline';

interface Timer {
  readonly at: number;
  readonly kind: TimerKind;
  readonly fire: () => void;
}

export interface VirtualClock {
  /** Shared with the workers: element 0 is the offset in milliseconds that their `Date` adds. */
  readonly offset: Float64Array;
  now(): Date;
  /** Milliseconds since the epoch, virtual. */
  time(): number;
  /** Fires once the virtual time is reached, by real waiting or by a jump. Returns what cancels it. */
  at(time: number, kind: TimerKind, fire: () => void): () => void;
  /** Calls back after each jump with how far it went, before what became due is fired. */
  onJump(listener: (ms: number) => void): void;
  nextTimer(): Date | undefined;
  /** Whether something should have fired already. */
  hasDue(): boolean;
  /** Sets the clock forward to `time` and fires what is due, in order of time. */
  jumpTo(time: number): void;
  /** The latest moment to which one jump may go to serve the next timer and its neighbours, if not past `limit`. */
  nextStop(limit: number): number | undefined;
  stop(): void;
}

/** Planned timers that fall into one such span are served by one jump, at its latest timer. */
const COALESCE_MS = 15 * 60_000;
/** setTimeout counts in 32 bits; longer waits are cut into pieces. */
const LONGEST_WAIT_MS = 3_600_000;

/** Real time plus an offset that only grows. */
export function createClock(startOffsetMs: number, saveOffset: (ms: number) => void): VirtualClock {
  const offset = new Float64Array(new SharedArrayBuffer(8));
  offset[0] = startOffsetMs;
  const timers = new Set<Timer>();
  const jumpListeners: ((ms: number) => void)[] = [];
  let alarm: NodeJS.Timeout | undefined;
  let alarmAt = Number.POSITIVE_INFINITY;
  let stopped = false;

  const time = (): number => Date.now() + (offset[0] ?? 0);
  const earliest = (): number => {
    let at = Number.POSITIVE_INFINITY;
    for (const timer of timers) if (timer.at < at) at = timer.at;
    return at;
  };

  const arm = (at: number): void => {
    if (stopped || at >= alarmAt) return;
    clearTimeout(alarm);
    alarmAt = at;
    alarm = setTimeout(ring, Math.min(Math.max(at - time(), 0), LONGEST_WAIT_MS));
    alarm.unref();
  };
  const ring = (): void => {
    alarmAt = Number.POSITIVE_INFINITY;
    fireDue();
    const next = earliest();
    if (next < Number.POSITIVE_INFINITY) arm(next);
  };
  const fireDue = (): void => {
    const now = time();
    const due = [...timers].filter((timer) => timer.at <= now).sort((a, b) => a.at - b.at);
    for (const timer of due) if (timers.delete(timer)) timer.fire();
  };

  return {
    offset,
    now: () => new Date(time()),
    time,
    at(at, kind, fire) {
      const timer: Timer = { at, kind, fire };
      timers.add(timer);
      arm(at);
      return () => timers.delete(timer);
    },
    onJump: (listener) => jumpListeners.push(listener),
    nextTimer() {
      const at = earliest();
      return at < Number.POSITIVE_INFINITY ? new Date(at) : undefined;
    },
    hasDue: () => earliest() <= time(),
    jumpTo(target) {
      const by = target - time();
      if (by > 0) {
        offset[0] = (offset[0] ?? 0) + by;
        saveOffset(offset[0]);
        for (const listener of jumpListeners) listener(by);
      }
      clearTimeout(alarm);
      alarmAt = Number.POSITIVE_INFINITY;
      ring();
    },
    nextStop(limit) {
      const first = earliest();
      if (first > limit) return undefined;
      const ends = Math.min(limit, first + COALESCE_MS);
      let deadline = Number.POSITIVE_INFINITY;
      for (const { at, kind } of timers) if (kind === 'deadline' && at < deadline) deadline = at;
      let stop = first;
      for (const { at } of timers) if (at > stop && at <= ends && at < deadline) stop = at;
      return stop;
    },
    stop() {
      stopped = true;
      clearTimeout(alarm);
    },
  };
}
