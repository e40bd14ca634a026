import { describe, expect, it } from 'vitest';
import { purchaseHistory } from './purchase-history.ts';

const order = (orderedOn: string, amountCents = 1_000) => ({ orderedOn, items: 1, amountCents });
const AS_OF = new Date('2024-03-31T09:00:00Z');

describe('purchaseHistory', () => {
  it('counts all orders of a day as one purchase, and excludes the first from repeats and spend', () => {
    const orders = [
      order('2024-01-22', 500),
      order('2024-01-01', 9_900),
      order('2024-01-22', 700),
      order('2024-01-08', 800),
    ];

    expect(purchaseHistory(orders, AS_OF)).toEqual({
      x: 2,
      tx: 3,
      T: 90 / 7,
      meanRepeatSpendCents: 1_000,
      silentWeeks: 69 / 7,
      firstOn: '2024-01-01',
      lastOn: '2024-01-22',
    });
  });

  it('includes orders of the as-of day and none after it', () => {
    const orders = [order('2024-03-03'), order('2024-03-31'), order('2024-04-01')];

    expect(purchaseHistory(orders, AS_OF)).toMatchObject({ x: 1, tx: 4, T: 4, lastOn: '2024-03-31' });
  });

  it('counts a free order and no refund', () => {
    const orders = [order('2024-03-03', -500), order('2024-03-10', 0)];

    expect(purchaseHistory(orders, AS_OF)).toMatchObject({ x: 0, firstOn: '2024-03-10' });
  });

  it('is undefined before the first purchase', () => {
    expect(purchaseHistory([], AS_OF)).toBeUndefined();
    expect(purchaseHistory([order('2024-04-01'), order('2024-01-01', -1)], AS_OF)).toBeUndefined();
  });

  it.each(['2024-02-30', '2024-1-1', '01.02.2024', ''])('refuses the day %j', (day) => {
    expect(() => purchaseHistory([order(day)], AS_OF)).toThrow(/Not a calendar day/);
  });
});
