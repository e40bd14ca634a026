/** Types of facts. `text?` and `number?` may be null: unknown, or not applicable. */
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
 * The situations that rules decide, each with its facts and its possible actions. Every decision stores its facts, so that it
 * can be replayed under other rules.
 */
export const SITUATIONS = {
  /** A queued mission: may it start? */
  dispatch: {
    facts: { state: 'text', paused: 'flag', settingsComplete: 'flag', waitingFor: 'text?' },
    actions: ['assign', 'wait', 'escalate'],
    otherwise: 'escalate',
  },
  /** A mission in the queue: should its priority change? */
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
      /** `transient`, `permanent`, or `unknown` for an error that Rex does not know. */
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
  /** A running step. */
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
      tier: 'text?',
      reputation: 'number',
      sent: 'number',
      bounceRate: 'number',
      complaintRate: 'number',
      /** Full days since it was rotated out; null when it does not rest. */
      restedDays: 'number?',
    },
    actions: ['rotate', 'pause', 'resume', 'keep'],
    otherwise: 'keep',
  },
  /** The first e-mails to the leads of a mission, or of one of its cohorts, when one more has bounced. */
  list: {
    facts: {
      /** Of whom: all canaries of the mission, or a cohort. */
      of: 'text',
      sent: 'number',
      bounced: 'number',
      /** So many bounces stop it. */
      stopsAt: 'number',
      tolerable: 'number',
      bad: 'number',
      /** Probability, at most, of a stop of a tolerable list by this test. */
      alpha: 'number',
    },
    actions: ['stop', 'keep'],
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
    /** The action when no rule applies. When that is to escalate, a reasoner may be asked first. */
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
