import { mapConcurrent } from '../../kernel/concurrency.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { LeadOrders } from '../domain/lead.ts';
import type { LeadStore } from './ports/leads.ts';

/** About 250 kB of the 400 kB that a record may have. */
export const MAX_ORDERS_OF_LEAD = 4000;
const WRITES_IN_FLIGHT = 16;

/** What is to be done to the orders of one lead. */
export interface OrderChange {
  readonly leadId: string;
  /** New orders, by key. One that is there already stays as it is. */
  readonly additions: ReadonlyMap<string, string>;
  /** Keys of orders that were undone (refunded, cancelled). */
  readonly removals: readonly string[];
}

type Orders = Readonly<Record<string, string>>;

/**
 * Adds and removes orders of several leads, each guarded by itself. A repeat writes nothing. Orders above `MAX_ORDERS_OF_LEAD`
 * are left out.
 * @returns the orders of each lead as they are afterwards, by key
 */
export async function mergeOrders(
  leads: LeadStore,
  workspace: string,
  changes: readonly OrderChange[],
): Promise<Orders[]> {
  // Where orders are only added, a guard tells of what was missed; one that is to be removed must be seen.
  const onlyAdds = changes.every(({ removals }) => removals.length === 0);
  const found = await leads.getOrders(
    workspace,
    changes.map(({ leadId }) => leadId),
    onlyAdds ? 'eventual' : 'consistent',
  );
  const created = await createNew(leads, workspace, changes, found);
  return mapConcurrent(changes, WRITES_IN_FLIGHT, async (change, i) => {
    let known = found[i];
    return (
      created.get(change.leadId) ??
      retryOnConflict(async () => {
        known ??= (await leads.getOrders(workspace, [change.leadId]))[0];
        const before = known;
        // Whoever was quicker has written another one.
        known = undefined;
        const orders = changed(before?.orders ?? {}, change);
        if (orders === undefined) return before?.orders ?? {};
        if (before) await leads.saveOrders({ ...before, orders });
        else await leads.createOrders({ workspace, leadId: change.leadId, version: 1, orders });
        return orders;
      })
    );
  });
}

/** The first orders of leads that have none, by lead. */
async function createNew(
  leads: LeadStore,
  workspace: string,
  changes: readonly OrderChange[],
  found: readonly (LeadOrders | undefined)[],
): Promise<ReadonlyMap<string, Orders>> {
  const made = changes.flatMap((change, i) => {
    const orders = found[i] ? undefined : changed({}, change);
    return orders ? [{ workspace, leadId: change.leadId, version: 1, orders }] : [];
  });
  const created = await leads.createManyOrders(made);
  return new Map(made.filter((_, i) => created[i]).map(({ leadId, orders }) => [leadId, orders]));
}

/** Undefined when nothing changes. */
function changed(before: Orders, { additions, removals }: OrderChange): Orders | undefined {
  const orders = { ...before };
  const room = MAX_ORDERS_OF_LEAD - Object.keys(orders).length;
  const fresh = [...additions].filter(([key]) => orders[key] === undefined).slice(0, Math.max(0, room));
  for (const [key, order] of fresh) orders[key] = order;
  const undone = removals.filter((key) => orders[key] !== undefined);
  for (const key of undone) delete orders[key];
  return fresh.length + undone.length === 0 ? undefined : orders;
}
