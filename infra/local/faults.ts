import * as z from 'zod';

/**
 * What may go wrong on purpose. `target` is matched as a part of the name (a function, a queue, an operation such as
 * `dynamodb.PutItem`); rates are probabilities in [0, 1].
 */
export const faultRule = z.object({
  kind: z.enum([
    'kill-worker',
    'delay',
    'duplicate',
    /** Messages of a batch come in another order, and some of them after those of later batches. */
    'reorder',
    /** An event is delivered to a function again, after later events. */
    'repeat',
    'drop',
    'throttle',
    'fail',
    /** The service refuses with `code` and `message`, for as long as the rule is set. */
    'refuse',
    /** The connection to a service breaks before it has done what it was asked for, or after. */
    'lose-request',
    'lose-answer',
  ]),
  target: z.string().default(''),
  rate: z.number().min(0).max(1),
  /** For `delay`, `reorder` and `repeat`: how long (for `repeat` at most), in real milliseconds. */
  delayMs: z.number().int().min(0).max(60_000).default(200),
  /** For `refuse`: the error's code, words and HTTP status. */
  code: z.string().optional(),
  message: z.string().optional(),
  status: z.number().int().min(400).max(599).optional(),
  /** Stops after this many. */
  times: z.number().int().positive().optional(),
});
type FaultRule = z.infer<typeof faultRule>;
type FaultKind = FaultRule['kind'];

/** What strikes calls of services. */
const OF_CALLS: ReadonlySet<FaultKind> = new Set([
  'delay',
  'throttle',
  'fail',
  'refuse',
  'lose-request',
  'lose-answer',
]);

export interface Faults {
  /** Shared with the threads: element 0 is not 0 while there are rules for calls of services. */
  readonly ofCalls: Int32Array;
  set(rules: readonly FaultRule[]): void;
  list(): readonly (FaultRule & { readonly happened: number })[];
  /** Draws for one event, and returns the rule that applies. */
  strike(kind: FaultKind, name: string): FaultRule | undefined;
  /** A number in [0, 1) of the same sequence. */
  draw(): number;
}

/** Faults are drawn from a seeded sequence, so that one seed gives one order of draws. */
export function createFaults(seed: number): Faults {
  let rules: { rule: FaultRule; happened: number }[] = [];
  const ofCalls = new Int32Array(new SharedArrayBuffer(4));
  let state = seed >>> 0 || 1;
  const random = (): number => {
    // xorshift32 (Marsaglia 2003)
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return {
    ofCalls,
    set(next) {
      rules = next.map((rule) => ({ rule, happened: 0 }));
      Atomics.store(ofCalls, 0, next.some(({ kind }) => OF_CALLS.has(kind)) ? 1 : 0);
    },
    list: () => rules.map(({ rule, happened }) => ({ ...rule, happened })),
    draw: random,
    strike(kind, name) {
      for (const entry of rules) {
        const { rule } = entry;
        if (rule.kind !== kind || !name.includes(rule.target)) continue;
        if (rule.times !== undefined && entry.happened >= rule.times) continue;
        if (random() >= rule.rate) continue;
        entry.happened++;
        return rule;
      }
      return undefined;
    },
  };
}
