import { describe, expect, it } from 'vitest';
import { THRESHOLDS } from './decide.ts';
import { ruleEngine, ruleProblems } from './engine.ts';
import { type Rule, ruleSchema } from './rule.ts';
import { RULES } from './rules/rules.ts';
import { engineOf } from './rules-document.ts';
import { SITUATIONS } from './situations.ts';

const rule = (change: Partial<Rule> = {}): Rule => ({
  name: 'TestRule',
  situation: 'domain',
  priority: 10,
  when: ['reputation', '<', 0.5],
  action: 'pause',
  confidence: 1,
  explanation: 'The reputation is {reputation}.',
  ...change,
});
const problems = (...rules: Rule[]): string => ruleProblems(rules, THRESHOLDS).join('\n');

describe('bad rules are refused at start, with what is wrong', () => {
  it.each<[string, Rule[], RegExp]>([
    ['an unknown fact', [rule({ when: ['reputaton', '<', 0.5] })], /no fact reputaton; there are domain,/],
    ['an unknown threshold', [rule({ when: ['reputation', '<', { threshold: 'x' }] })], /no threshold x/],
    ['an unknown other fact', [rule({ when: ['reputation', '<', { fact: 'x' }] })], /no fact x/],
    ['an order of texts', [rule({ when: ['status', '<', 'b'] })], /status is not a number/],
    ...(['<=', '>', '>='] as const).map((operator): [string, Rule[], RegExp] => [
      `an order of flags by ${operator}`,
      [
        rule({
          situation: 'dispatch',
          when: ['paused', operator, 1],
          action: 'wait',
          explanation: 'It is paused.',
        }),
      ],
      /paused is not a number, so/,
    ]),
    ['what is denied', [rule({ when: { not: ['reputaton', '<', 0.5] } })], /no fact reputaton/],
    ['a text for a number', [rule({ when: ['reputation', 'is', 'low'] })], /compared with "low"/],
    ['null for what is always known', [rule({ when: ['sent', 'is', null] })], /compared with null/],
    ['a threshold of a text', [rule({ when: ['status', 'is', { threshold: 'boostTo' }] })], /no threshold/],
    ['an action of another situation', [rule({ action: 'assign' })], /action assign is not one of rotate,/],
    ['an unknown placeholder', [rule({ explanation: 'It is {repute} now.' })], /\{repute\}, which domain/],
    [
      'a contradiction',
      [rule(), rule({ name: 'OtherRule', when: ['sent', '>', 1], action: 'rotate' })],
      /have the priority 10 and answer differently/,
    ],
    [
      'what is never reached',
      [
        rule({ priority: 20 }),
        rule({
          name: 'OtherRule',
          when: {
            all: [
              ['sent', '>', 1],
              ['reputation', '<', 0.5],
            ],
          },
        }),
      ],
      /OtherRule is never reached: TestRule/,
    ],
    ['one name twice', [rule(), rule({ priority: 5, when: ['sent', '>', 1] })], /2 rules of this name/],
  ])('%s', (_, rules, problem) => {
    expect(problems(...rules)).toMatch(problem);
    expect(() => ruleEngine(rules, THRESHOLDS)).toThrow(problem);
  });

  it('with all that is wrong with them, a line each', () => {
    const bad = [rule({ action: 'assign' }), rule({ name: 'OtherRule', priority: 5, when: ['x', 'is', 1] })];
    expect(() => ruleEngine(bad, THRESHOLDS)).toThrow(
      `The rules cannot be used.\n${ruleProblems(bad, THRESHOLDS).join('\n')}`,
    );
    expect(ruleProblems(bad, THRESHOLDS)).toHaveLength(2);
  });

  it('but what may be unknown can be compared with a value of its type, and with null', () => {
    const inQueue = (when: Rule['when']): string =>
      problems(rule({ situation: 'queue', when, action: 'keep', explanation: 'It stays there.' }));
    expect(inQueue(['hoursToDeadline', 'is', null])).toBe('');
    expect(inQueue(['hoursToDeadline', 'is', 5])).toBe('');
    expect(inQueue(['hoursToDeadline', '<', { threshold: 'boostTo' }])).toBe('');
    expect(inQueue(['hoursToDeadline', 'is', 'soon'])).toMatch(/compared with "soon"/);
  });

  it('but two of one priority that agree are fine', () => {
    expect(problems(rule(), rule({ name: 'OtherRule', when: ['sent', '>', 1] }))).toBe('');
  });
});

it('the rules in force are good, at least twelve, and every situation has some', () => {
  expect(ruleProblems(RULES, THRESHOLDS)).toEqual([]);
  expect(RULES.length).toBeGreaterThanOrEqual(12);
  expect(new Set(RULES.map(({ situation }) => situation))).toEqual(new Set(Object.keys(SITUATIONS)));
});

it('the highest priority decides', () => {
  const engine = ruleEngine(
    [rule(), rule({ name: 'HigherRule', priority: 20, when: ['sent', '>', 1], action: 'rotate' })],
    THRESHOLDS,
  );
  const facts = { reputation: 0.1, sent: 5 };
  expect(engine.decide('domain', facts, {})).toMatchObject({ rule: 'HigherRule', action: 'rotate' });
  expect(engine.decide('domain', { ...facts, sent: 0 }, {})).toMatchObject({ rule: 'TestRule' });
  expect(engine.decide('domain', { reputation: 0.9, sent: 0 }, {})).toBeUndefined();
});

it('a situation that has no rules is left open', () => {
  expect(ruleEngine([rule()], THRESHOLDS).decide('queue', {}, {})).toBeUndefined();
});

describe('a rule', () => {
  it.each([
    [{ name: 'TestRule' }, true],
    [{ name: 'TestRules' }, false],
    [{ name: 'aTestRule' }, false],
    [{ name: 'My TestRule' }, false],
    [{ name: 'ARule' }, false],
    [{ confidence: 1 }, true],
    [{ confidence: 0 }, true],
    [{ confidence: 1.1 }, false],
    [{ confidence: -0.1 }, false],
    [{ priority: 1000 }, true],
    [{ priority: 1001 }, false],
    [{ priority: -1 }, false],
    [{ explanation: 'Too short' }, false],
    [{ explanation: 'x'.repeat(401) }, false],
    [{ when: { all: [] } }, false],
    [{ more: 1 }, false],
  ])('with %j is well formed: %s', (change, isRule) => {
    expect(ruleSchema.safeParse({ ...rule(), ...change }).success).toBe(isRule);
  });

  it('says how it is to be named', () => {
    expect(() => ruleSchema.parse(rule({ name: 'bounce' }))).toThrow(/a rule is named like BounceGuardRule/);
  });
});

describe('a document of rules', () => {
  it('leaves out, replaces and adds', () => {
    const facts = {
      status: 'active',
      reputation: 0.6,
      sent: 0,
      bounceRate: 0,
      complaintRate: 0,
      domain: 'd',
    };
    const thresholds = { rotateBelowReputation: 0.7 };
    expect(engineOf({}).decide('domain', facts, thresholds)?.rule).toBe('DomainRotationRule');
    expect(engineOf({ disable: ['DomainRotationRule'] }).decide('domain', facts, thresholds)).toBeUndefined();
    const lenient = rule({ name: 'DomainRotationRule', when: ['reputation', '<', 0.65], action: 'pause' });
    expect(engineOf({ rules: [lenient] }).decide('domain', facts, thresholds)?.action).toBe('pause');
  });

  it('is refused with each wrong place', () => {
    expect(() => engineOf({ disable: ['NobodyRule'], rules: [{ name: 'XRule' }] })).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        fields: expect.arrayContaining([
          expect.objectContaining({ path: 'body.rules.disable.0' }),
          expect.objectContaining({ path: 'body.rules.rules.0.situation' }),
        ]),
      }),
    );
    expect(() => engineOf({ rules: [rule({ action: 'assign' })] })).toThrow(/action assign/);
  });

  it('may leave out a rule that it has itself', () => {
    const own = rule({ name: 'OwnRule', when: ['sent', '>', 1], action: 'pause' });
    const facts = { sent: 5, status: 'active', reputation: 1, bounceRate: 0, complaintRate: 0 };
    expect(engineOf({ rules: [own] }).decide('domain', facts, {})?.rule).toBe('OwnRule');
    expect(engineOf({ rules: [own], disable: ['OwnRule'] }).decide('domain', facts, {})).toBeUndefined();
  });

  it('is refused with a sentence that names each place, and what is wrong between its rules only when each is whole', () => {
    const refusal = (document: Parameters<typeof engineOf>[0]): unknown => {
      try {
        return engineOf(document);
      } catch (error) {
        return error;
      }
    };
    expect(refusal({ disable: ['NobodyRule', 'NoOneRule'] })).toMatchObject({
      message:
        'These rules cannot be used: body.rules.disable.0: there is no NobodyRule; body.rules.disable.1: there is no NoOneRule',
    });
    const unknownAction = rule({ action: 'assign' });
    const between = { path: 'body.rules.rules', message: expect.stringMatching(/action assign/) };
    expect(refusal({ rules: [unknownAction] })).toMatchObject({ fields: [between] });
    expect(refusal({ rules: [unknownAction], disable: ['NobodyRule'] })).toMatchObject({
      fields: [{ path: 'body.rules.disable.0' }],
    });
  });
});
