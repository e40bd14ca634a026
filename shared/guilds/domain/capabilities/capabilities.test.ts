import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from './capabilities.ts';
import { type Known, Lacking } from './capability.ts';
import { lix } from './checks.ts';
import { splitOf } from './split.ts';
import { slopeOf } from './trend.ts';

const NOTHING: Known = {
  brand: 'Acme',
  postalAddress: '1 Main Street',
  facts: [],
  series: new Map(),
  passages: [],
};

function run(name: string, config: object, input: object, known: Partial<Known> = {}) {
  const does = CAPABILITIES.get(name);
  if (!does) throw new Error(`There is no ${name}.`);
  return does.byRule(does.input.parse(input), does.config.parse(config), { ...NOTHING, ...known });
}

describe('trend', () => {
  it('has the slope and p-value of the anscombe quartet, set I', () => {
    // Anscombe (1973): the values of x are the days 4 to 14 in order.
    const y = [4.26, 5.68, 7.24, 4.82, 6.95, 8.81, 8.04, 8.33, 10.84, 7.58, 9.96];
    const line = slopeOf(y);
    expect(line?.slope).toBeCloseTo(0.5001, 4);
    expect(line?.pValue).toBeCloseTo(0.00217, 5);
  });

  it('sees none in what does not change, and a sure one in a straight line', () => {
    expect(slopeOf([3, 3, 3, 3])).toEqual({ slope: 0, pValue: 1 });
    expect(slopeOf([1, 2, 3, 4])).toEqual({ slope: 1, pValue: 0 });
    expect(slopeOf([1, 2])).toBeUndefined();
  });

  it('leaves out days on which nothing was sent', () => {
    const days = (values: readonly number[]) =>
      values.map((value, n) => ({ day: `2026-01-${String(n + 1).padStart(2, '0')}`, value }));
    const series = new Map([
      ['replied', days([1, 2, 3, 4, 5, 6, 7, 0])],
      ['sent', days([10, 10, 10, 10, 10, 10, 10, 0])],
    ]);
    expect(run('trend', { of: 'replied', per: 'sent' }, {}, { series })).toMatchObject({
      days: 7,
      direction: 'up',
    });
  });
});

describe('split', () => {
  it('is fair, whole, within its bounds, and loses nothing', () => {
    const item = fc.record({
      name: fc.constant('x'),
      weight: fc.integer({ min: 1, max: 50 }),
      atLeast: fc.integer({ min: 0, max: 5 }),
      more: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 500 }),
        fc.array(item, { minLength: 1, maxLength: 12 }),
        (total, given) => {
          const items = given.map(({ more, ...rest }) => ({
            ...rest,
            atMost: more === undefined ? undefined : rest.atLeast + more,
          }));
          const amounts = splitOf(total, items);
          for (const [n, amount] of amounts.entries()) {
            expect(Number.isInteger(amount)).toBe(true);
            expect(amount).toBeGreaterThanOrEqual(items[n]?.atLeast ?? 0);
            expect(amount).toBeLessThanOrEqual(items[n]?.atMost ?? total);
          }
          const room = items.reduce((sum, { atMost }) => sum + (atMost ?? total), 0);
          expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(Math.min(total, room));
        },
      ),
    );
  });

  it('gives what is left of rounding to the largest remainders', () => {
    const items = [3, 3, 1].map((weight) => ({ name: 'x', weight, atLeast: 0, atMost: undefined }));
    expect(splitOf(10, items)).toEqual([4, 4, 2]);
  });
});

describe('plan', () => {
  const steps = [
    { name: 'A', days: 3 },
    { name: 'B', days: 1, after: ['A'] },
    { name: 'C', days: 2 },
    { name: 'D', days: 1, after: ['B', 'C'] },
  ];

  it('has the critical path and the slack of the rest', () => {
    const planned = run('plan', { of: 'launch' }, { start: '2026-03-30', steps }) as {
      steps: { name: string; start: string; slackDays: number; critical: boolean }[];
      end: string;
    };
    const by = Object.fromEntries(planned.steps.map(({ name, ...rest }) => [name, rest]));
    expect(by).toMatchObject({
      A: { start: '2026-03-30', critical: true },
      B: { start: '2026-04-02', critical: true },
      C: { start: '2026-03-30', slackDays: 2, critical: false },
      D: { start: '2026-04-03', critical: true },
    });
    expect(planned.end).toBe('2026-04-04');
  });

  it.each([
    [
      [
        { name: 'A', days: 1, after: ['B'] },
        { name: 'B', days: 1, after: ['A'] },
      ],
      'in a circle',
    ],
    [[{ name: 'A', days: 1, after: ['Z'] }], 'input.steps.0.after: there is no step "Z"'],
    [
      [
        { name: 'A', days: 1 },
        { name: 'A', days: 2 },
      ],
      'input.steps.1.name: there are two',
    ],
  ])('says what is wrong with %j', (wrong, why) => {
    const answer = run('plan', { of: 'launch' }, { start: '2026-03-02', steps: wrong });
    expect(answer).toBeInstanceOf(Lacking);
    expect((answer as Lacking).because).toContain(why);
  });
});

it.each([
  ['claims', 'We are the best.', 1],
  ['capitals', 'READ THIS NOW please', 1],
  ['capitals', 'The NASA and the EU.', 0],
  ['placeholders', 'Hi {{ firstName }}, [insert offer]', 2],
  ['insecure-links', 'http://a.example https://b.example', 1],
  ['shortened-links', 'https://bit.ly/x', 1],
  ['personal-data', 'Ask ann@acme.example', 1],
  ['postal-address', 'Acme, 1 Main  Street', 0],
  ['postal-address', 'Acme', 1],
  ['brand-spelling', 'ACME, acme and Acme', 2],
])('review by %s of %j finds %i', (check, text, count) => {
  expect(run('review', { checks: [{ check }] }, { text })).toMatchObject({
    verdict: count === 0 ? 'pass' : 'mend',
    problems: Array.from({ length: count }, () => ({ check })),
  });
});

it('reads ease by LIX: words in a sentence, and the share of long ones', () => {
  expect(lix('One two three four. Five six seven extraordinary.')).toBeCloseTo(4 + 100 / 8);
  expect(lix('')).toBe(0);
});

it('classifies by the words that tell, and by none where two classes are as likely', () => {
  const labels = [
    { name: 'glad', means: '', words: ['thanks', 'great'] },
    { name: 'angry', means: '', words: ['angry', 'terrible'] },
  ];
  const of = (text: string) => run('classify', { labels, otherwise: 'unclear' }, { text });
  expect(of('Thanks, GREAT!')).toEqual({ label: 'glad', because: ['thanks', 'great'] });
  expect(of('Thanks, but I am angry.')).toEqual({ label: 'unclear', because: [] });
  expect(of('Thanksgiving is near.')).toEqual({ label: 'unclear', because: [] });
});

it.each([
  ['ice', { impact: 5, confidence: 0.5, ease: 4 }, 10],
  ['rice', { reach: 100, impact: 2, confidence: 0.8, effort: 4 }, 40],
  ['wsjf', { value: 8, urgency: 3, riskReduction: 1, effort: 4 }, 3],
  ['risk', { likelihood: 0.25, impact: 8 }, 2],
])('ranks by %s', (formula, measures, score) => {
  expect(run('rank', { formula }, { items: [{ name: 'A', ...measures }] })).toEqual({
    formula,
    ranking: [{ name: 'A', score }],
  });
  expect(run('rank', { formula }, { items: [{ name: 'A' }] })).toBeInstanceOf(Lacking);
});

it.each([{ effort: 1e-320 }, { reach: 1e308 }])('ranks nothing by what has no score: %o', (measure) => {
  const item = { name: 'A', reach: 1, impact: 10, confidence: 1, effort: 1, ...measure };
  expect(CAPABILITIES.get('rank')?.input.safeParse({ items: [item] }).success).toBe(false);
});
