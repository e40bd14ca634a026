import { describe, expect, it } from 'vitest';
import { THRESHOLDS } from './decide.ts';
import { ruleEngine, ruleProblems } from './engine.ts';
import type { Rule } from './rule.ts';
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
});
