/** What a fact is. `text?` and `number?` may be null: not known, or there is none. */
export type FactType = 'number' | 'number?' | 'text' | 'text?' | 'flag';

type FactOf<T extends FactType> = T extends 'number'
  ? number
  : T extends 'number?'
    ? number | null
    : T extends 'text'
      ? string
      : T extends 'text?'
        ? string | null
        : boolean;

/**
 * What the rules may be asked, what they are told then, and what they may answer. Every decision keeps the facts that
 * it saw, so it can be made again under other rules.
 */
export const SITUATIONS = {
  /** A queued mission: may it start? */
  dispatch: {
    facts: { state: 'text', paused: 'flag', settingsComplete: 'flag', waitingFor: 'text?' },
    actions: ['assign', 'wait', 'escalate'],
    otherwise: 'escalate',
  },
  /** A mission that stands in the queue: is its place right? */
  queue: {
    facts: { priority: 'number', ageHours: 'number', hoursToDeadline: 'number?' },
    actions: ['boost', 'keep'],
    otherwise: 'keep',
  },
  /** A step or a state of the machine failed. */
  failure: {
    facts: {
      state: 'text',
      failures: 'number',
      maxFailures: 'number',
      /** `transient`, `permanent`, or `unknown` for what nobody has named. */
      kind: 'text',
      rateLimited: 'flag',
      error: 'text',
      approval: 'text',
    },
    actions: ['retry', 'fail', 'escalate'],
    otherwise: 'escalate',
  },
  /** The execution of a mission is gone although it has not ended. */
  orphaned: {
    facts: { state: 'text', error: 'text', restarts: 'number' },
    actions: ['restart', 'escalate'],
    otherwise: 'escalate',
  },
  /** A step that works. */
  watch: {
    facts: { step: 'text', minutesSinceProgress: 'number', hoursWorking: 'number', parts: 'text' },
    actions: ['fail-step', 'keep'],
    otherwise: 'keep',
  },
  /** A sending domain, at its health check. */
  domain: {
    facts: {
      domain: 'text',
      status: 'text',
      reputation: 'number',
      sent: 'number',
      bounceRate: 'number',
      complaintRate: 'number',
    },
    actions: ['rotate', 'pause', 'keep'],
    otherwise: 'keep',
  },
  /** A workspace in which nothing has happened for a while. */
  idle: {
    facts: { idleHours: 'number', daysSinceReview: 'number?', endedMissions: 'number' },
    actions: ['optimize', 'keep'],
    otherwise: 'keep',
  },
} as const satisfies Record<
  string,
  {
    readonly facts: Readonly<Record<string, FactType>>;
    readonly actions: readonly string[];
    /** What is done when no rule applies: where that is to escalate, a reasoner may be asked first. */
    readonly otherwise: string;
  }
>;

export type Situation = keyof typeof SITUATIONS;
export type FactsOf<S extends Situation> = {
  readonly [F in keyof (typeof SITUATIONS)[S]['facts']]: (typeof SITUATIONS)[S]['facts'][F] extends FactType
    ? FactOf<(typeof SITUATIONS)[S]['facts'][F]>
    : never;
};

export const isSituation = (name: string): name is Situation => name in SITUATIONS;
