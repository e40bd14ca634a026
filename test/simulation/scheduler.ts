import { MINUTE, SECOND } from '../../shared/kernel/clock.ts';
import { seededRandom } from '../../shared/statistics/domain/seeded-random.ts';

/** What may go wrong with a call, and how often of a hundred. */
export interface FaultRates {
  /** It fails and nothing happened. */
  readonly fail: number;
  /** It takes effect and its answer is lost. */
  readonly lose: number;
  /** It takes some seconds. */
  readonly slow: number;
  /** The same of a provider, which takes its time more often. */
  readonly hang: number;
  /** The process dies with it; what is on its way may still take effect. */
  readonly die: number;
  /** A message of a queue comes once more. */
  readonly repeat: number;
  /** A read that need not be consistent sees the past. */
  readonly stale: number;
}
type FaultKind = keyof FaultRates;

export interface Options {
  readonly seed: number;
  /** Faults left out, by their number: how a failing history is made shorter. */
  readonly without?: ReadonlySet<number>;
  /** Whether every choice takes the first that there is instead of any. */
  readonly inOrder?: boolean;
}

const STOPPING: ReadonlySet<FaultKind> = new Set(['fail', 'lose', 'die']);

/** Work that may die between any two of its calls. */
export class Process {
  alive = true;
  readonly name: string;
  /** Calls that were made and not answered. */
  waiting = 0;
  /** What its queue, its caller or nobody does about its death. */
  readonly died: () => void;
  /** Takes back that its time runs out. */
  readonly expires: () => void;

  constructor(name: string, died: () => void, expires: () => void) {
    this.name = name;
    this.died = died;
    this.expires = expires;
  }
}

interface Happening {
  readonly at: number;
  readonly act: () => void;
}

/** A macrotask turn lets everything run that waits for nothing outside; building an e-mail takes eleven. */
const TURNS = 60;
/** So much less often for the monitor, which makes so many calls that hardly one of its rounds would succeed. */
const SELDOM = 1 / 8;
const SLOW_MS = 15 * SECOND;
/** As the functions of Rex have it: longer than that, nobody works. */
const LIFETIME_MS = 5 * MINUTE;
/** No history is as long; one that is has a loop. */
const STEPS = 20_000;

/**
 * One seed decides all: which of everything that could happen next does, which calls fail and how, and how time passes.
 * Time stands still while anything can happen.
 */
export class Scheduler {
  now: number;
  /** Of everything that happened, in order. */
  sequence = 0;
  readonly story: string[] = [];
  /** Faults that were made, by number. */
  readonly faults: number[] = [];
  /** How many of them stopped what they befell. */
  stopped = 0;
  rates: FaultRates;
  /** Told when nothing can happen before that time; what it adds happens first. */
  passes: (until: number) => Promise<void> = async () => undefined;
  private decided = 0;
  private readonly choose: () => number;
  private readonly chance: () => number;
  private readonly options: Options;
  private readonly processes = new Set<Process>();
  /** In the order in which they were thought of. */
  private readonly happenings = new Set<Happening>();

  constructor(options: Options, start: Date, rates: FaultRates) {
    this.options = options;
    this.now = start.getTime();
    this.rates = rates;
    this.choose = seededRandom(options.seed);
    this.chance = seededRandom(options.seed ^ 0x5eed);
  }

  readonly clock = { now: (): Date => new Date(this.now) };

  tell(line: string): void {
    this.story.push(`${new Date(this.now).toISOString().slice(5, 19)} ${line}`);
  }

  /** A number below `below`, of the choices of this history. */
  below(below: number): number {
    return Math.floor(this.choose() * below);
  }

  /** Returns what takes it back. */
  after(ms: number, act: () => void): () => void {
    const happening = { at: this.now + ms, act };
    this.happenings.add(happening);
    return () => this.happenings.delete(happening);
  }

  /** Whether this fault happens here, `often` times as often as others. Each that does has a number, by which it can be left out. */
  isFault(kind: FaultKind, often = 1): boolean {
    // Drawn in any case, so that leaving one out leaves the others where they are.
    if (this.chance() * 100 >= this.rates[kind] * often) return false;
    const number = this.decided++;
    if (this.options.without?.has(number)) return false;
    this.faults.push(number);
    if (STOPPING.has(kind)) this.stopped++;
    return true;
  }

  /** Runs work as a process; `ended` is told how, unless it died. */
  spawn(
    name: string,
    work: (process: Process) => Promise<unknown>,
    { ended, died }: { readonly ended: (error?: unknown) => void; readonly died: () => void },
  ): void {
    const expires = this.after(LIFETIME_MS, () => this.kill(process, 'ran out of time'));
    const process = new Process(name, died, expires);
    this.processes.add(process);
    const end = (error?: unknown): void => {
      if (!process.alive) return;
      this.over(process);
      ended(error);
    };
    work(process).then(
      () => end(),
      (error: unknown) => end(error ?? new Error('failed')),
    );
  }

  private over(process: Process): void {
    process.alive = false;
    this.processes.delete(process);
    process.expires();
  }

  private kill(process: Process, how: string): void {
    this.over(process);
    this.tell(`${process.name} ${how}`);
    process.died();
  }

  /** One call of a process to the outside, answered when the scheduler picks it. */
  call<T>(
    process: Process,
    name: () => string,
    effect: () => T,
    { lost = unanswered, slowness: slows = 'slow' }: { lost?: () => T; slowness?: 'slow' | 'hang' } = {},
  ): Promise<T> {
    if (!process.alive) return new Promise(() => undefined);
    process.waiting++;
    // All drawn in any case, so that a fault that is left out leaves the others where they are.
    const [slowness, arrival] = [this.chance(), this.chance()];
    const [slow, dies, fails, loses] = ([slows, 'die', 'fail', 'lose'] as const).map((kind) =>
      this.isFault(kind, process.name.startsWith('monitor') ? SELDOM : 1),
    );
    const arrives = arrival < 0.5;
    const takes = slow ? Math.ceil(slowness * SLOW_MS) : 0;
    return new Promise<T>((resolve, reject) => {
      this.after(takes, () => {
        process.waiting--;
        if (slow) this.tell(`${process.name}: ${name()} takes ${Math.ceil(takes / SECOND)} s`);
        // What was on its way when its process died may arrive or not.
        if ((dies || !process.alive) && arrives) attempt(effect);
        if (!process.alive) return;
        if (dies) return this.kill(process, `dies ${arrives ? 'after' : 'before'} ${name()}`);
        if (fails) {
          this.tell(`${process.name}: ${name()} fails`);
          return reject(new Error('Service unavailable, says the simulation.'));
        }
        try {
          const answer = effect();
          if (!loses) return resolve(answer);
        } catch (error) {
          if (!loses) return reject(error);
        }
        this.tell(`${process.name}: the answer to ${name()} is lost`);
        new Promise<T>((answered) => answered(lost())).then(resolve, reject);
      });
    });
  }

  /** Lets happen what can happen until nothing can, or until a time. */
  async run(until: number): Promise<void> {
    for (let steps = 0; steps < STEPS; steps++) {
      const next = await this.next(until);
      if (!next) {
        this.now = Math.max(this.now, until);
        return;
      }
      this.sequence++;
      next.act();
      await turn();
    }
    throw new Error(`After ${STEPS} steps there is still something to do.`);
  }

  private soonest(): number {
    let soonest = Number.POSITIVE_INFINITY;
    for (const { at } of this.happenings) soonest = Math.min(soonest, at);
    return soonest;
  }

  private async next(until: number): Promise<Happening | undefined> {
    for (let turns = 0; turns < TURNS; turns++) {
      const ready = [...this.happenings].filter(({ at }) => at <= this.now);
      const next = ready[this.options.inOrder ? 0 : this.below(ready.length)];
      if (next) {
        this.happenings.delete(next);
        return next;
      }
      // Somebody works who waits for no answer: time stands still for them.
      if (![...this.processes].some(({ waiting }) => waiting === 0)) break;
      await turn();
    }
    await this.passes(Math.min(until, this.soonest()));
    const at = this.soonest();
    if (at > until) return undefined;
    this.now = at;
    return this.next(until);
  }
}

const unanswered = (): never => {
  throw new Error('Timed out, says the simulation.');
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function attempt(effect: () => unknown): void {
  try {
    effect();
  } catch {
    // Nobody is there to hear of it.
  }
}
