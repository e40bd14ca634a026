import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParsedOrder } from '../domain/order-row.ts';
import { OccurrenceCounter, orderKeyOf } from './order-keys.ts';

const order: fc.Arbitrary<ParsedOrder> = fc.record({
  externalId: fc.constantFrom('A', 'B'),
  orderedOn: fc.constantFrom('2025-01-01', '2025-01-02'),
  amountCents: fc.constantFrom(100, 200),
});

const keysOf = (orders: readonly ParsedOrder[], counter: OccurrenceCounter): string[] =>
  orders.map((each) => `${each.externalId} ${orderKeyOf(each, counter.next(each).occurrence)}`);

describe('the keys of the orders of a file', () => {
  it('are unique, and the same however the file is split', () => {
    fc.assert(
      fc.property(fc.array(order, { maxLength: 40 }), fc.nat(40), (orders, at) => {
        const whole = keysOf(orders, new OccurrenceCounter());
        expect(new Set(whole).size).toBe(orders.length);
        const before = new OccurrenceCounter();
        const repeats = new Map<string, number>();
        for (const each of orders.slice(0, at)) {
          const { hash, occurrence } = before.next(each);
          repeats.set(hash, occurrence + 1);
        }
        expect(keysOf(orders.slice(at), new OccurrenceCounter(repeats))).toEqual(whole.slice(at));
      }),
    );
  });

  it('stay the same when a longer file contains the same orders', () => {
    fc.assert(
      fc.property(fc.array(order, { maxLength: 20 }), fc.array(order, { maxLength: 20 }), (old, more) => {
        const kept = new Set(keysOf([...more, ...old], new OccurrenceCounter()));
        expect(keysOf(old, new OccurrenceCounter()).every((key) => kept.has(key))).toBe(true);
      }),
    );
  });
});
