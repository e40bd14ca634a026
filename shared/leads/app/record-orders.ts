import type { z } from 'zod';
import { leadIdOf } from '../../kernel/ids.ts';
import type { leadRoutes } from '../contract/routes.ts';
import { parseEmailAddress } from '../domain/email-address.ts';
import { packOrder } from '../domain/lead.ts';
import { findLeads } from './find-leads.ts';
import { mergeOrders } from './merge-orders.ts';
import type { LeadStore } from './ports/leads.ts';

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
  const known = (await findLeads(leads, workspace, ids)).filter((lead) => lead !== undefined);
  const changes = known.map(({ id }) => {
    const additions = new Map<string, string>();
    for (const { orderId, orderedOn, items, amountUsd } of byLead.get(id) ?? []) {
      const packed = packOrder({ orderedOn, items, amountCents: Math.round(amountUsd * 100) });
      // The first order with an id counts, within one call as across calls.
      if (!additions.has(`o:${orderId}`)) additions.set(`o:${orderId}`, packed);
    }
    return { leadId: id, additions, removals: [] };
  });
  const stored = await mergeOrders(leads, workspace, changes);
  const storedOf = (leadId: string, after: Readonly<Record<string, string>> = {}): number =>
    (byLead.get(leadId) ?? []).filter(({ orderId }) => after[`o:${orderId}`] !== undefined).length;
  const recorded = known.reduce((sum, { id }, i) => sum + storedOf(id, stored[i]), 0);
  const unknownLead =
    body.orders.length - known.reduce((sum, { id }) => sum + (byLead.get(id)?.length ?? 0), 0);
  return { recorded, unknownLead };
}
