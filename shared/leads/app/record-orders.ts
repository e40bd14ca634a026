import type { z } from 'zod';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import type { leadRoutes } from '../contract/routes.ts';
import { parseEmailAddress } from '../domain/email-address.ts';
import { packOrder } from '../domain/lead.ts';
import { mergeOrders } from './merge-orders.ts';
import type { LeadStore } from './ports/leads.ts';

const WRITES_IN_FLIGHT = 8;

type OrdersBody = z.infer<(typeof leadRoutes)['recordOrders']['body']>;

/**
 * Records purchases under their order ids. `recorded` counts the orders that are stored afterwards, so that a repeated call
 * gets the same answer.
 */
export async function recordOrders(
  { leads }: { readonly leads: LeadStore },
  { workspace, body }: { readonly workspace: string; readonly body: OrdersBody },
): Promise<{ recorded: number; unknownLead: number }> {
  const byLead = Map.groupBy(body.orders, ({ email }) => {
    const parsed = parseEmailAddress(email);
    return parsed.ok ? leadIdOf(workspace, parsed.email.identity) : undefined;
  });
  const ids = [...byLead.keys()].filter((id) => id !== undefined);
  const known = (await leads.getMany(workspace, ids, 'consistent')).filter((lead) => lead !== undefined);
  const stored = await leads.getOrders(
    workspace,
    known.map(({ id }) => id),
  );
  const recorded = await mapConcurrent(known, WRITES_IN_FLIGHT, async (lead, i) => {
    const orders = byLead.get(lead.id) ?? [];
    const additions = new Map<string, string>();
    for (const { orderId, orderedOn, items, amountUsd } of orders) {
      const packed = packOrder({ orderedOn, items, amountCents: Math.round(amountUsd * 100) });
      // The first order with an id counts, within one call as across calls.
      if (!additions.has(`o:${orderId}`)) additions.set(`o:${orderId}`, packed);
    }
    const after = await mergeOrders(leads, additions, { lead, orders: stored[i] });
    return orders.filter(({ orderId }) => after[`o:${orderId}`] !== undefined).length;
  });
  const total = recorded.reduce((sum, count) => sum + count, 0);
  const unknownLead =
    body.orders.length - known.reduce((sum, { id }) => sum + (byLead.get(id)?.length ?? 0), 0);
  return { recorded: total, unknownLead };
}
