import { describe, expect, it } from 'vitest';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { changePayloadSchema } from '../contract/tasks.ts';
import { overCap, raiseCap, raiseOf } from './caps.ts';
import { amountOf, microsOf } from './money.ts';

const caps = taskSettingsSchema.parse({}).ads;
const bid = (before: string, after: string) => overCap({ what: 'keyword_bid', before, after }, caps);

describe('amounts', () => {
  it.each([
    ['0', '0', '0.00'],
    ['1.2', '1200000', '1.20'],
    ['0.000001', '1', '0.000001'],
    ['9007199254.740993', '9007199254740993', '9007199254.740993'],
    ['50', '50000000', '50.00'],
  ])('%s is %s micros', (amount, micros, shown) => {
    expect([microsOf(amount), amountOf(micros)]).toEqual([micros, shown]);
  });

  it('below nothing keep their sign', () => expect(amountOf('-1500000')).toBe('-1.50'));
});

describe('caps', () => {
  it('hold to the last micro', () => {
    expect(bid('1000000', '1200000')).toBeUndefined();
    expect(bid('1000000', '1200001')).toContain('(tasks.ads.bidUpAtMost)');
    expect(bid('100000000000000', '120000000000001')).toContain('bidUpAtMost');
    expect(bid('1000000', '500000')).toBeUndefined();
    expect(bid('1000000', '499999')).toContain('(tasks.ads.bidDownAtMost)');
    expect(bid('1000000', '1500000')).toBe(
      'it goes from 1.00 to 1.50 (+50 %); 20 % is the most at once (tasks.ads.bidUpAtMost)',
    );
  });

  it('let nothing rise from nothing', () => {
    expect(bid('0', '0')).toBeUndefined();
    expect(bid('0', '10000')).toContain('from nothing');
  });

  it('count what budgets rise, and nothing else', () => {
    expect(
      raiseOf([
        { what: 'budget', before: '50000000', after: '60000000' },
        { what: 'budget', before: '50000000', after: '10000000' },
        { what: 'keyword_bid', before: '1', after: '2' },
      ]),
    ).toBe(10_000_000);
    expect(raiseCap(caps)).toBe(50_000_000);
  });
});

it('one thing is changed once', () => {
  const change = { what: 'budget', id: '9', amount: '1' };
  const of = (changes: object[]) =>
    changePayloadSchema.safeParse({ connection: `con_${'0'.repeat(26)}`, changes });
  expect(of([change]).success).toBe(true);
  expect(of([change, { ...change, amount: '2' }]).error?.issues[0]?.message).toBe(
    'must change each thing once',
  );
  expect(of([{ ...change, amount: '1.2345678' }]).success).toBe(false);
  expect(of([{ ...change, id: "9' OR 1" }]).success).toBe(false);
});
