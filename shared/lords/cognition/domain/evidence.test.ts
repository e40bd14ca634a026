import { describe, expect, it } from 'vitest';
import type { Learning } from '../contract/schemas.ts';
import { calibrationOf } from './calibration.ts';
import { contradictionsOf, type Known, likelyMost, shareOf, trendOf } from './evidence.ts';
import { synthesize } from './synthesize.ts';

const of = (n: number, change: Partial<Learning>): Known => ({
  id: `le_${n}`,
  state: 'standing',
  createdAt: `2026-06-${String(n).padStart(2, '0')}T10:00:00.000Z`,
  result: {
    kind: 'success',
    topic: 'calls',
    text: 'They answered.',
    source: { kind: 'person', id: 'ann' },
    context: {},
    counts: { successes: 1, trials: 1 },
    withdraws: null,
    contradicts: null,
    contradictedBy: [],
    withdrawnBy: null,
    key: null,
    ...change,
  },
});
const cases = (outcomes: string): Known[] =>
  [...outcomes].map((each, n) => of(n + 1, { counts: { successes: Number(each), trials: 1 } }));

describe('the share of cases', () => {
  // Brown, Cai and DasGupta 2001: the interval of Jeffreys for 0, 1 and 5 of 10.
  it.each([
    [0, 10, 0, 0.217],
    [1, 10, 0.011, 0.381],
    [5, 10, 0.224, 0.776],
  ])('%i of %i lies between %f and %f', (successes, trials, low, high) => {
    const share = shareOf({ successes, trials });
    expect(share.low).toBeCloseTo(low, 2);
    expect(share.high).toBeCloseTo(high, 2);
    expect(share.value).toBeCloseTo((successes + 0.5) / (trials + 1), 9);
  });

  it('is as likely above one half as below it when as many are for as against', () => {
    expect(likelyMost({ successes: 4, trials: 8 })).toBeCloseTo(0.5, 9);
    expect(likelyMost({ successes: 8, trials: 8 })).toBeGreaterThan(0.99);
  });
});

describe('contradictions', () => {
  it('are named by their learnings, and none where all say the same', () => {
    expect(contradictionsOf(cases('111'))).toEqual([]);
    expect(contradictionsOf(cases('110'))).toEqual([
      { for: ['le_1', 'le_2'], against: ['le_3'], says: '2 learnings bear it out, and 1 deny it.' },
    ]);
  });

  it('between two of the same side are those that one of them states', () => {
    const [first, second] = [of(1, {}), of(2, { contradicts: 'le_1' })];
    expect(contradictionsOf([first, second])).toEqual([
      { for: ['le_1'], against: ['le_2'], says: 'le_2 says the opposite of le_1.' },
    ]);
  });
});

describe('a trend', () => {
  it('compares the newer half with the older one, in time and not in the order that was given', () => {
    const trend = trendOf(cases('000000111111').toReversed());
    expect(trend?.difference).toMatchObject({ value: 1 });
    expect(trend?.difference.low).toBeGreaterThan(0);
    expect(trendOf(cases('1'))).toBeUndefined();
  });
});

describe('a synthesis', () => {
  it('says the side that the cases are on, and how sure that is', () => {
    const { synthesis, sure } = synthesize('pattern', 'calls', cases('0000000001'));
    expect(synthesis.text).toMatch(/^calls mostly fails: 1 of 10 cases/);
    expect(sure).toBeCloseTo(1 - likelyMost({ successes: 1, trials: 10 }), 9);
  });

  it('names no side where the interval has both', () => {
    expect(synthesize('pattern', 'calls', cases('01')).synthesis.text).toMatch(
      /^calls is unclear: 1 of 2 cases, so between 6 % and 94 % of all\./,
    );
  });

  it('predicts by the mean of the posterior', () => {
    const { synthesis } = synthesize('prediction', 'calls', cases('111'));
    expect(synthesis.text).toContain('a probability of 88 %');
  });

  it('recommends only what the whole interval bears, and says else how far it reaches', () => {
    expect(synthesize('recommendation', 'calls', cases('11111111')).synthesis.text).toMatch(
      /^Go on with calls/,
    );
    expect(synthesize('recommendation', 'calls', cases('00000000')).synthesis.text).toMatch(/in another way/);
    expect(() => synthesize('recommendation', 'calls', cases('110'))).toThrow(
      /not enough to recommend.*2 of 3/,
    );
  });

  it('has a trend with enough learnings, and is clear only where the interval is', () => {
    expect(() => synthesize('trend', 'calls', cases('011'))).toThrow(/needs 4 learnings, and 3 stand/);
    expect(synthesize('trend', 'calls', cases('0101')).synthesis.text).toMatch(/no clear trend/);
    expect(synthesize('trend', 'calls', cases('0000011111')).synthesis.text).toMatch(/^calls rises/);
    expect(synthesize('trend', 'calls', cases('1111100000')).synthesis.text).toMatch(/^calls falls/);
  });

  it('of nothing is refused', () => {
    expect(() => synthesize('pattern', 'calls', [])).toThrow(/Nothing was learned of calls/);
  });
});

describe('calibration', () => {
  it('has the score of Brier, and the shares that came true', () => {
    const scored = [
      { probability: 0.9, held: true },
      { probability: 0.8, held: false },
      { probability: 0.1, held: false },
    ];
    const { brier, bins } = calibrationOf(scored);
    expect(brier).toBeCloseTo((0.01 + 0.64 + 0.01) / 3, 9);
    expect(bins).toEqual([
      { from: 0, to: 0.2, count: 1, expected: 0.1, held: 0 },
      { from: 0.8, to: 1, count: 2, expected: expect.closeTo(0.85, 9), held: 0.5 },
    ]);
    expect(calibrationOf([])).toEqual({ scored: 0, brier: null, bins: [] });
  });
});
