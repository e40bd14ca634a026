import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Condition,
  comparisonsOf,
  compile,
  conditionSchema,
  type Facts,
  type Thresholds,
} from './condition.ts';
import { DEFAULT_THRESHOLDS, decide } from './decide.ts';
import { decisionSchema } from './decision.ts';
import { engineOf } from './rules-document.ts';
import { type FactsOf, isSituation, SITUATIONS, type Situation } from './situations.ts';

const context = { id: 'id', now: new Date('2026-01-01T00:00:00Z'), stopwatch: () => 0, subject: 'm_1' };

const dispatch: FactsOf<'dispatch'> = {
  state: 'QUEUED',
  paused: false,
  settingsComplete: true,
  waitingFor: null,
};
const failure: FactsOf<'failure'> = {
  state: 'EXECUTING',
  failures: 1,
  maxFailures: 3,
  kind: 'transient',
  rateLimited: false,
  error: 'boom',
  approval: 'none',
};
const watch: FactsOf<'watch'> = {
  step: 'score',
  minutesSinceProgress: 5,
  hoursWorking: 0.2,
  parts: '1 of 9 parts',
};
const domain: FactsOf<'domain'> = {
  domain: 'mail.acme.example',
  status: 'active',
  tier: 'custom',
  restedDays: null,
  reputation: 0.9,
  sent: 1000,
  bounceRate: 0.01,
  complaintRate: 0.0001,
};
const queue: FactsOf<'queue'> = { priority: 50, ageHours: 1, hoursToDeadline: null };
const list: FactsOf<'list'> = {
  of: 'the mission',
  sent: 40,
  bounced: 6,
  stopsAt: 6,
  tolerable: 0.03,
  bad: 0.1,
  alpha: 0.025,
};
const idle: FactsOf<'idle'> = { idleHours: 30, daysSinceReview: null, endedMissions: 4 };

type Case = { [S in Situation]: [rule: string, action: string, situation: S, facts: FactsOf<S>] }[Situation];

const CASES: readonly Case[] = [
  ['ResourceAllocationRule', 'assign', 'dispatch', dispatch],
  ['ResourceWaitRule', 'wait', 'dispatch', { ...dispatch, waitingFor: 'a free crew' }],
  ['PausedRule', 'wait', 'dispatch', { ...dispatch, paused: true }],
  ['SettingsMissingRule', 'wait', 'dispatch', { ...dispatch, settingsComplete: false }],
  ['RetryRule', 'retry', 'failure', failure],
  ['RetryRule', 'retry', 'failure', { ...failure, kind: 'unknown' }],
  ['ErrorEscalationRule', 'escalate', 'failure', { ...failure, failures: 3 }],
  ['PermanentFailureRule', 'escalate', 'failure', { ...failure, kind: 'permanent' }],
  ['ApiQuotaBackoffRule', 'retry', 'failure', { ...failure, kind: 'permanent', rateLimited: true }],
  ['ApprovalRejectedRule', 'fail', 'failure', { ...failure, approval: 'rejected' }],
  ['ApprovalExpiredRule', 'escalate', 'failure', { ...failure, approval: 'expired' }],
  ['OrphanedExecutionRule', 'restart', 'orphaned', { state: 'EXECUTING', error: 'gone', restarts: 24 }],
  ['OrphanedTooOftenRule', 'escalate', 'orphaned', { state: 'EXECUTING', error: 'gone', restarts: 25 }],
  ['MissionTimeoutRule', 'fail-step', 'watch', { ...watch, hoursWorking: 2.5 }],
  ['StalledMissionRule', 'fail-step', 'watch', { ...watch, minutesSinceProgress: 61 }],
  ['BounceGuardRule', 'pause', 'domain', { ...domain, bounceRate: 0.05 }],
  ['ComplaintGuardRule', 'pause', 'domain', { ...domain, complaintRate: 0.001 }],
  ['DomainRotationRule', 'rotate', 'domain', { ...domain, reputation: 0.69 }],
  ['PoisonedListRule', 'stop', 'list', list],
  ['PrewarmedRotationRule', 'rotate', 'domain', { ...domain, tier: 'prewarmed', reputation: 0.79 }],
  ['DomainRecoveryRule', 'resume', 'domain', { ...domain, status: 'resting', restedDays: 7 }],
  ['PriorityBoostRule', 'boost', 'queue', { ...queue, ageHours: 24 }],
  ['PriorityBoostRule', 'boost', 'queue', { ...queue, hoursToDeadline: 3 }],
  ['IdleOptimizationRule', 'optimize', 'idle', idle],
];

const NOTHING_TO_DO: readonly Case[] = [
  ['NoRuleApplies', 'escalate', 'orphaned', { state: 'QUEUED', error: 'gone', restarts: 0 }],
  ['NoRuleApplies', 'escalate', 'failure', { ...failure, kind: 'unknown', failures: 2 }],
  ['NoRuleApplies', 'keep', 'watch', watch],
  ['NoRuleApplies', 'keep', 'domain', domain],
  ['NoRuleApplies', 'keep', 'domain', { ...domain, status: 'paused', reputation: 0.1 }],
  ['NoRuleApplies', 'keep', 'domain', { ...domain, sent: 199, bounceRate: 0.5 }],
  ['NoRuleApplies', 'keep', 'list', { ...list, bounced: 5 }],
  ['NoRuleApplies', 'keep', 'domain', { ...domain, status: 'resting', restedDays: 6 }],
  ['NoRuleApplies', 'keep', 'domain', { ...domain, status: 'resting', restedDays: 9, reputation: 0.69 }],
  [
    'NoRuleApplies',
    'keep',
    'domain',
    { ...domain, status: 'resting', restedDays: 9, tier: 'prewarmed', reputation: 0.79 },
  ],
  ['NoRuleApplies', 'keep', 'queue', queue],
  ['NoRuleApplies', 'keep', 'queue', { ...queue, priority: 95, ageHours: 99 }],
  ['NoRuleApplies', 'keep', 'idle', { ...idle, daysSinceReview: 3 }],
  ['NoRuleApplies', 'keep', 'idle', { ...idle, endedMissions: 0 }],
];

describe('the rules', () => {
  it.each([...CASES, ...NOTHING_TO_DO])('%s: %s', (rule, action, situation, facts) => {
    const decided = decide(context, situation, facts as never, DEFAULT_THRESHOLDS);
    expect(decided).toMatchObject({ layer: 'rules', rule, action, situation, subject: 'm_1', facts });
    expect(decided.explanation).not.toMatch(/[{}]|undefined/);
    expect(decided.explanation.length).toBeGreaterThan(20);
  });

  it('state the numbers behind the decision', () => {
    expect(decide(context, 'failure', { ...failure, failures: 3 }, DEFAULT_THRESHOLDS).explanation).toBe(
      'It failed 3 times (at most 3), last with boom. Fix the cause, then retry the mission.',
    );
    expect(
      decide(context, 'domain', { ...domain, reputation: 0.65 }, DEFAULT_THRESHOLDS).explanation,
    ).toMatch(/0\.65 \(at least 0\.7\)/);
  });

  it('use the thresholds of the workspace', () => {
    const strict = { ...DEFAULT_THRESHOLDS, rotateBelowReputation: 0.95 };
    expect(decide(context, 'domain', domain, strict)).toMatchObject({ action: 'rotate' });
    expect(decide(context, 'domain', domain, strict).thresholds).toMatchObject({
      rotateBelowReputation: 0.95,
    });
  });

  it('say when none of them applies', () => {
    const said = (situation: Situation, facts: object): string =>
      decide(context, situation, facts as never, DEFAULT_THRESHOLDS).explanation;
    expect(said('failure', { ...failure, kind: 'unknown', failures: 2 })).toBe(
      'No rule covers this situation (failure): a person has to decide.',
    );
    expect(said('queue', queue)).toBe('No rule asks for anything else (queue), so the answer is to keep.');
  });

  it('print unknown facts, shares and flags in plain words', () => {
    const said = (facts: FactsOf<'queue'>): string =>
      decide(context, 'queue', facts, DEFAULT_THRESHOLDS).explanation;
    expect(said({ ...queue, ageHours: 24.123456 })).toContain('24.1 hours (hours to its deadline: none)');
    expect(said({ ...queue, hoursToDeadline: 3 })).toContain('1 hours (hours to its deadline: 3)');
    const speaks = engineOf({
      rules: [
        {
          name: 'SpeakingRule',
          situation: 'failure',
          priority: 1000,
          when: ['failures', '>', 0],
          action: 'retry',
          confidence: 1,
          explanation: 'A quota is used up: {rateLimited}.',
        } as { readonly name: string },
      ],
    });
    expect(speaks.decide('failure', failure, DEFAULT_THRESHOLDS)?.explanation).toBe(
      'A quota is used up: false.',
    );
  });

  it('never release a mission because the rule that holds it was disabled', () => {
    const without = (name: string, change: Partial<typeof dispatch>) =>
      decide(
        context,
        'dispatch',
        { ...dispatch, ...change },
        DEFAULT_THRESHOLDS,
        engineOf({ disable: [name] }),
      );
    expect(without('PausedRule', { paused: true })).toMatchObject({ action: 'escalate' });
    expect(without('SettingsMissingRule', { settingsComplete: false })).toMatchObject({ action: 'escalate' });
    expect(without('ResourceWaitRule', { waitingFor: 'a crew' })).toMatchObject({ action: 'escalate' });
  });

  it('give timed decisions that can be stored', () => {
    const times = [100, 104];
    const timed = decide(
      { ...context, stopwatch: () => times.shift() ?? 0 },
      'dispatch',
      dispatch,
      DEFAULT_THRESHOLDS,
    );
    expect(timed.durationMs).toBe(4);
    expect(decisionSchema.parse(timed)).toEqual(timed);
    expect(() => decisionSchema.parse({ ...timed, confidence: 1.1 })).toThrow();
    expect(() => decisionSchema.parse({ ...timed, confidence: -0.1 })).toThrow();
    expect(() => decisionSchema.parse({})).toThrow();
  });

  it('accept only known situations', () => {
    expect(Object.keys(SITUATIONS).every(isSituation)).toBe(true);
    expect(isSituation('weather')).toBe(false);
  });

  it('answer only with actions that their situation allows', () => {
    for (const [, action, situation] of CASES) {
      expect(SITUATIONS[situation].actions as readonly string[]).toContain(action);
    }
  });
});

describe('a condition', () => {
  const fact = fc.constantFrom('a', 'b', 'c');
  const number = fc.integer({ min: -2, max: 2 });
  const comparison = fc.tuple(
    fact,
    fc.constantFrom(
      'is' as const,
      'is not' as const,
      '<' as const,
      '<=' as const,
      '>' as const,
      '>=' as const,
    ),
    fc.oneof(
      number,
      fact.map((name) => ({ fact: name })),
      fc.constantFrom('t', 'u').map((threshold) => ({ threshold })),
    ),
  );
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      comparison,
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
    ),
  }));

  /** The meaning of a condition, spelt out. */
  function means(each: Condition, facts: Facts, thresholds: Thresholds): boolean {
    if ('all' in each) return each.all.every((part) => means(part, facts, thresholds));
    if ('any' in each) return each.any.some((part) => means(part, facts, thresholds));
    if ('not' in each) return !means(each.not, facts, thresholds);
    const [name, operator, operand] = each;
    const left = facts[name];
    const right =
      typeof operand === 'object' && operand !== null
        ? 'fact' in operand
          ? facts[operand.fact]
          : thresholds[operand.threshold]
        : operand;
    if (operator === 'is') return left === right;
    if (operator === 'is not') return left !== right;
    if (typeof left !== 'number' || typeof right !== 'number') return false;
    return { '<': left < right, '<=': left <= right, '>': left > right, '>=': left >= right }[operator];
  }

  it('gives the same result compiled as by its definition', () => {
    const value = fc.oneof(number, fc.constant(null));
    const facts = fc.record({ a: value, b: value, c: value });
    fc.assert(
      fc.property(condition, facts, fc.record({ t: number, u: number }), (each, known, thresholds) => {
        expect(compile(each)(known, thresholds)).toBe(means(each, known, thresholds));
      }),
      { numRuns: 1000 },
    );
  });

  it.each<Condition>([
    ['a', 'is', 1],
    ['a', 'is not', 'x'],
    ['a', '<', 1],
    ['a', '<=', { threshold: 't' }],
    ['a', '>', { fact: 'b' }],
    ['a', '>=', 1],
    ['a', 'is', null],
    ['a', 'is', true],
    { all: [['a', 'is', 1]] },
    {
      all: [
        ['a', 'is', 1],
        {
          any: [
            ['b', 'is', 2],
            ['c', 'is', 3],
          ],
        },
      ],
    },
    { any: [['a', 'is', 1]] },
    { not: ['a', 'is', 1] },
  ])('is read as it is written: %j', (written) => {
    expect(conditionSchema.parse(written)).toEqual(written);
  });

  it.each([
    [['a', 'like', 1]],
    [['a', '<']],
    [['a', '<', { threshold: 1 }]],
    [['a', '<', { fact: 1 }]],
    [['a', '<', {}]],
    [{ all: [] }],
    [{ any: [] }],
    [{ all: [['a', 'like', 1]] }],
    [{ any: 'a' }],
    [{ not: [] }],
    [{}],
    [{ not: ['a', 'is', 1], all: [['a', 'is', 1]] }],
  ])('is refused: %j', (written) => {
    expect(conditionSchema.safeParse(written).success).toBe(false);
  });

  it('lists the comparisons of all its parts', () => {
    const [a, b, c]: Condition[] = [
      ['a', 'is', 1],
      ['b', 'is', 2],
      ['c', 'is', 3],
    ];
    expect(comparisonsOf({ all: [a!, { any: [b!] }, { not: { all: [c!] } }] })).toEqual([a, b, c]);
  });
});
