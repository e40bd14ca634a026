import { describe, expect, it } from 'vitest';
import { policyRuleSchema, taskSettingsSchema } from '../contract/settings.ts';
import { effectDigest, effectOf } from './effect.ts';
import { decidePolicy, type PolicyQuestion, RULES } from './policy.ts';
import { lost, newTrackRecord } from './track-record.ts';

const settings = taskSettingsSchema.parse({});
const effect = (change: Partial<PolicyQuestion['effect']>) =>
  effectOf({ kind: 'social.publish', segment: 'x', summary: 'Publishes.', ...change });
const decide = (change: Partial<PolicyQuestion>) =>
  decidePolicy({
    effect: effect({}),
    agent: 'social',
    undoneBy: undefined,
    settings,
    record: undefined,
    taskId: 't_1',
    ...change,
  });
const change = { what: 'page', field: 'title', before: 'a', after: 'b' };
const earned = {
  ...newTrackRecord({ workspace: 'acme', agent: 'social', effect: 'social.publish', segment: 'x' }),
  evidence: 20,
  decided: 40,
  unchanged: 39,
};
const never = { ...settings, earned: { ...settings.earned, spotChecks: 0 } };
const own = (rule: object) => ({
  ...never,
  policy: [policyRuleSchema.parse({ id: 'own-rule', when: {}, because: 'We say so.', ...rule })],
});

describe('the policy', () => {
  it('has rules that its own contract would take', () => {
    for (const rule of RULES) expect(policyRuleSchema.parse(rule)).toEqual(rule);
  });

  it.each([
    ['an answer from the frequent questions', { kind: 'email.answer', facts: { faq: true } }, 'faq-email'],
    [
      'a small fix of one page',
      { kind: 'seo.fix', facts: { minor: true }, changes: [change] },
      'small-seo-fix',
    ],
    ['a bid that only goes down', { kind: 'ads.change', facts: { lowersBidsOnly: true } }, 'bid-decrease'],
    ['what only reads', { outside: false }, 'reads-only'],
  ] as const)('lets %s run by itself', (_, what, rule) => {
    expect(
      decide({ effect: effect({ ...what, changes: 'changes' in what ? [...what.changes] : [] }) }),
    ).toMatchObject({ verdict: 'run', rule });
  });

  it.each([
    ['any other e-mail to a customer', { kind: 'email.answer', facts: { faq: false } }],
    [
      'an answer of that kind to two people',
      { kind: 'email.answer', facts: { faq: true }, recipients: { count: 2, sample: [], digest: null } },
    ],
    ['a fix of two pages', { kind: 'seo.fix', facts: { minor: true }, changes: [change, change] }],
    ['a bid that goes up', { kind: 'ads.change', facts: { lowersBidsOnly: false } }, 'ads-change'],
    ['a bid of which that is not known', { kind: 'ads.change' }, 'ads-change'],
    ['a post', {}],
  ] as const)('asks about %s', (_, what, rule?: string) => {
    expect(decide({ effect: effect(what as Partial<PolicyQuestion['effect']>) })).toMatchObject({
      verdict: 'ask',
      rule: rule ?? 'default',
    });
  });

  it('lets a member undo what was done', () => {
    expect(decide({ undoneBy: 'ann' })).toMatchObject({ verdict: 'run', rule: 'undo' });
  });

  it("asks the workspace's own rules first, in their order", () => {
    expect(decide({ settings: own({ verdict: 'run' }) })).toMatchObject({ verdict: 'run', rule: 'own-rule' });
    expect(decide({ settings: own({ verdict: 'forbid' }) })).toMatchObject({ verdict: 'forbid' });
    expect(decide({ settings: own({ verdict: 'ask' }), undoneBy: 'ann' })).toMatchObject({ verdict: 'ask' });
    expect(decide({ settings: own({ verdict: 'run', when: { effect: ['ads.change'] } }) })).toMatchObject({
      rule: 'default',
    });
  });

  it.each([
    [{ agent: ['social'] }, true],
    [{ agent: ['other'] }, false],
    [{ segment: ['x'] }, true],
    [{ segment: ['y'] }, false],
    [{ costUsdAtMost: 0.5 }, true],
    [{ costUsdAtMost: 0.1 }, false],
    [{ recipientsAtMost: 0 }, true],
    [{ facts: { characters: { atMost: 280 } } }, true],
    [{ facts: { characters: { atMost: 10 } } }, false],
    [{ facts: { characters: { atLeast: 100 } } }, true],
    [{ facts: { unknown: { atMost: 280 } } }, false],
    [{ facts: { media: 'image' } }, true],
    [{ facts: { media: 'video' } }, false],
  ])('compares %j', (when, holds) => {
    const about = effect({ costUsd: 0.2, facts: { characters: 100, media: 'image' } });
    const { rule } = decide({ effect: about, settings: own({ verdict: 'run', when }) });
    expect(rule === 'own-rule').toBe(holds);
  });

  it('says of what asks again why its autonomy was lost', () => {
    const record = lost(earned, 'ben undid task t_0.', new Date(0));
    expect(decide({ settings: never, record })).toMatchObject({
      verdict: 'ask',
      because: expect.stringContaining('was lost: ben undid task t_0.'),
    });
  });

  it('lets run what an agent has earned, but for spot checks, and never against an own rule that asks', () => {
    expect(decide({ record: earned, settings: never })).toMatchObject({ verdict: 'run', rule: 'earned' });
    expect(decide({ record: { ...earned, evidence: 19 }, settings: never })).toMatchObject({
      verdict: 'ask',
    });
    expect(decide({ record: earned, settings: own({ verdict: 'ask' }) })).toMatchObject({
      verdict: 'ask',
      rule: 'own-rule',
    });
    expect(
      decide({ record: earned, settings: { ...never, earned: { ...never.earned, enabled: false } } }).verdict,
    ).toBe('ask');
    const rules = Array.from({ length: 1_000 }, (_, n) => decide({ record: earned, taskId: `t_${n}` }).rule);
    const checked = rules.filter((rule) => rule === 'spot-check').length;
    expect(checked).toBeGreaterThan(60);
    expect(checked).toBeLessThan(140);
  });
});

describe('the digest of an effect', () => {
  it('depends on everything that would happen, and on nothing else', () => {
    const of = effect({ facts: { a: 1, b: 2 } });
    expect(effectDigest({ ...of, facts: { b: 2, a: 1 } })).toBe(effectDigest(of));
    const others = [
      { ...of, costUsd: 1 },
      { ...of, summary: 'Other.' },
      { ...of, changes: [change] },
      { ...of, changes: [{ ...change, before: 'c' }] },
      { ...of, recipients: { count: 1, sample: [], digest: 'd' } },
      { ...of, content: { subject: null, text: 'a', html: null } },
    ];
    expect(new Set([of, ...others].map(effectDigest)).size).toBe(others.length + 1);
  });
});
