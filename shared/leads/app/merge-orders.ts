import { isDeepStrictEqual } from 'node:util';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type Lead, type LeadOrders, unpackOrder } from '../domain/lead.ts';
import type { LeadStore } from './ports/leads.ts';

/** About 250 kB of the 400 kB that a record may have. */
export const MAX_ORDERS_OF_LEAD = 4000;

interface LeadWithOrders {
  readonly lead: Lead;
  readonly orders: LeadOrders | undefined;
}

/**
 * Adds new orders, by key, removes those that were undone (refunded, cancelled), and updates the count and the last date in
 * the lead. A repeat writes nothing. Orders above `MAX_ORDERS_OF_LEAD` are left out. `first` is what the caller has read
 * already: the lead, and after it the orders, so that a summary is never made from orders that are older than the version
 * of the lead that guards it.
 */
export function mergeOrders(
  leads: LeadStore,
  additions: ReadonlyMap<string, string>,
  first: LeadWithOrders,
  removals: readonly string[] = [],
): Promise<Readonly<Record<string, string>>> {
  const { workspace, id: leadId } = first.lead;
  let read = async (): Promise<LeadWithOrders> => first;
  return retryOnConflict(async () => {
    const { lead, orders: found } = await read();
    read = () => readAgain(leads, first.lead);
    const orders = { ...found?.orders };
    const room = MAX_ORDERS_OF_LEAD - Object.keys(orders).length;
    const fresh = [...additions].filter(([key]) => orders[key] === undefined).slice(0, Math.max(0, room));
    for (const [key, order] of fresh) orders[key] = order;
    const undone = removals.filter((key) => orders[key] !== undefined);
    for (const key of undone) delete orders[key];
    if (fresh.length + undone.length > 0) {
      if (found) await leads.saveOrders({ ...found, orders });
      else await leads.createOrders({ workspace, leadId, version: 1, orders });
    }
    const summary = summaryOf(orders);
    if (!isDeepStrictEqual(summary, lead.orders)) await leads.save({ ...lead, orders: summary });
    return orders;
  });
}

async function readAgain(leads: LeadStore, before: Lead): Promise<LeadWithOrders> {
  const lead = (await leads.get(before.workspace, before.id)) ?? before;
  const [orders] = await leads.getOrders(before.workspace, [before.id]);
  return { lead, orders };
}

function summaryOf(orders: Readonly<Record<string, string>>): Lead['orders'] {
  const days = Object.values(orders)
    .map(unpackOrder)
    // Refunds are no purchases.
    .filter(({ amountCents }) => amountCents >= 0)
    .map(({ orderedOn }) => orderedOn);
  const lastOn = days.reduce<string | undefined>((last, day) => (last && last > day ? last : day), undefined);
  return lastOn === undefined ? undefined : { count: days.length, lastOn };
}
