import { shortHash } from '../../kernel/ids.ts';
import { packOrder } from '../domain/lead.ts';
import type { OrderRef, ParsedOrder } from '../domain/order-row.ts';

/** 60 bits: in the largest file, of ten million rows, two orders have the same hash with a probability of 1 in 23,000. */
const HASH_LENGTH = 12;
/** Number of items in a file without such a column. */
const ONE_ITEM = 1;

/** The compact form of an order. */
export const packed = (order: ParsedOrder): string =>
  packOrder({ orderedOn: order.orderedOn, items: order.items ?? ONE_ITEM, amountCents: order.amountCents });

/**
 * The key of an order within its lead. `occurrence` is how often the same order occurred earlier in the whole file: two equal
 * orders on one day are two orders, and both keep their keys when the file is imported again, alone or as part of a longer
 * export.
 */
export const orderKeyOf = (order: ParsedOrder, occurrence: number): string =>
  order.orderId === undefined ? `f:${packed(order)}:${occurrence}` : orderKeyOfId(order.orderId);

export const orderKeyOfId = (orderId: string): string => `o:${orderId}`;

/** How often each hash was counted. */
interface Counts {
  get(hash: string): number | undefined;
  set(hash: string, count: number): unknown;
}

/** Counts how often each order occurred earlier. `counts` has what was counted before, by hash. */
export class OccurrenceCounter {
  private readonly counts: Counts;

  constructor(counts: Counts = new Map()) {
    this.counts = counts;
  }

  /** Returns how often this order occurred earlier in the file, and counts it. */
  next(order: ParsedOrder): { readonly hash: string; readonly occurrence: number } {
    return this.count(order, order.orderId ?? packed(order));
  }

  /** The same for an order of which only the id is known: a further line of it, or an undone order. */
  nextOf(order: OrderRef & { readonly orderId: string }): {
    readonly hash: string;
    readonly occurrence: number;
  } {
    return this.count(order, order.orderId);
  }

  private count(order: OrderRef, what: string): { readonly hash: string; readonly occurrence: number } {
    const person = order.externalId ?? order.identity ?? '';
    const hash = shortHash(JSON.stringify([person, what]), HASH_LENGTH);
    const occurrence = this.counts.get(hash) ?? 0;
    this.counts.set(hash, occurrence + 1);
    return { hash, occurrence };
  }
}
