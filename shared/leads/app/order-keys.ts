import { shortHash } from '../../kernel/ids.ts';
import { packOrder } from '../domain/lead.ts';
import type { OrderRef, ParsedOrder } from '../domain/order-row.ts';

/** 60 bits: among the four million rows of the largest file, one chance in 150,000 that two orders are taken for repeats. */
const HASH_LENGTH = 12;
/** A file that does not count items means one. */
const ONE_ITEM = 1;

/** The order as it is stored. */
export const packed = (order: ParsedOrder): string =>
  packOrder({ orderedOn: order.orderedOn, items: order.items ?? ONE_ITEM, amountCents: order.amountCents });

/**
 * The key of an order within its lead. `occurrence` is how often the same order came before in the whole file:
 * two equal orders on one day are two orders, and both keep their keys when the file comes again, alone or as part
 * of a longer export.
 */
export const orderKeyOf = (order: ParsedOrder, occurrence: number): string =>
  order.orderId === undefined ? `f:${packed(order)}:${occurrence}` : orderKeyOfId(order.orderId);

export const orderKeyOfId = (orderId: string): string => `o:${orderId}`;

/** Counts how often each order came before. `before` holds the counts at the start, by hash. */
export class OccurrenceCounter {
  private readonly counts: Map<string, number>;

  constructor(before: Readonly<Record<string, number>> = {}) {
    this.counts = new Map(Object.entries(before));
  }

  /** How often this order came before in the file; counts it. */
  next(order: ParsedOrder): { readonly hash: string; readonly occurrence: number } {
    return this.count(order, order.orderId ?? packed(order));
  }

  /** The same of an order that only its id is known of: a further line of it, or one that was undone. */
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
