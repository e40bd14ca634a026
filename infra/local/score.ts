/**
 * Scores the leads of two CSV files and prints one JSON value, without a running Rex. `rex score` starts it: the CLI
 * may not import the domain.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { isoDateSchema } from '../../shared/kernel/contract/common.ts';
import { RexError } from '../../shared/kernel/errors.ts';
import { mapLeadColumns, mapOrderColumns } from '../../shared/leads/domain/columns.ts';
import { parseCsv } from '../../shared/leads/domain/csv.ts';
import { decodeText } from '../../shared/leads/domain/decode.ts';
import type { Order } from '../../shared/leads/domain/lead.ts';
import type { ParsedLead } from '../../shared/leads/domain/lead-profile.ts';
import { parseLeadRow } from '../../shared/leads/domain/lead-row.ts';
import { mergeLeads } from '../../shared/leads/domain/merge.ts';
import { parseOrderRow } from '../../shared/leads/domain/order-row.ts';
import { contactFactsOf } from '../../shared/scoring/domain/contact-facts.ts';
import { scoreLead } from '../../shared/scoring/domain/reactivation.ts';
import { fitReactivationModel } from '../../shared/scoring/domain/reactivation-model.ts';
import { judgeRecoverable, recoverablePolicySchema } from '../../shared/scoring/domain/recoverable.ts';

function scoreCsv(files: { leads: Uint8Array; orders: Uint8Array }, asOfDay: string) {
  const leads = readLeads(files.leads);
  const orders = readOrders(files.orders, leads.people);
  const asOf = new Date(`${asOfDay}T12:00:00Z`);
  const ordersOf = (lead: ParsedLead): readonly Order[] => orders.byIdentity.get(lead.identity) ?? [];
  const people = [...leads.people.values()];
  const model = fitReactivationModel(people.map(ordersOf), asOf);
  const policy = recoverablePolicySchema.parse({});

  const scores = people.map((lead) => {
    const contact = contactFactsOf(lead);
    const score = scoreLead({ orders: ordersOf(lead), engagement: engagementOf(lead), contact }, model, asOf);
    const verdict = judgeRecoverable(
      { score, consent: lead.consent, address: contact.address, suppressed: false },
      policy,
    );
    return {
      email: lead.address,
      name: [lead.firstName, lead.lastName].filter(Boolean).join(' ') || null,
      score: score.score,
      basis: score.basis,
      silentWeeks: score.silentWeeks ?? null,
      pAlive: score.pAlive ?? null,
      expectedPurchases: score.expectedPurchases ?? null,
      expectedValueUsd: score.expectedValueUsd ?? null,
      ...verdict,
      factors: score.factors,
    };
  });
  return {
    asOf: asOfDay,
    horizonWeeks: model.horizonWeeks,
    rows: leads.rows,
    leads: people.length,
    rejectedRows: leads.rejected,
    orders: orders.used,
    unusedOrders: orders.unused,
    recoverable: scores.filter(({ recoverable }) => recoverable).length,
    model,
    scores: scores.sort((a, b) => b.score - a.score || (a.email < b.email ? -1 : 1)),
  };
}

function readLeads(bytes: Uint8Array) {
  const table = parseCsv(decodeText(bytes).text);
  const columns = mapLeadColumns(table.header);
  const people = new Map<string, ParsedLead>();
  let rejected = 0;
  for (const row of table.rows) {
    const parsed = row.ok ? parseLeadRow(row.cells, columns) : row;
    if (!parsed.ok) {
      rejected += 1;
      continue;
    }
    const known = people.get(parsed.lead.identity);
    people.set(parsed.lead.identity, known ? mergeLeads(known, parsed.lead) : parsed.lead);
  }
  return { rows: table.rows.length, rejected, people };
}

function readOrders(bytes: Uint8Array, people: ReadonlyMap<string, ParsedLead>) {
  const table = parseCsv(decodeText(bytes).text);
  const columns = mapOrderColumns(table.header);
  const identityOf = new Map<string, string>();
  for (const lead of people.values()) for (const id of lead.externalIds) identityOf.set(id, lead.identity);
  const byIdentity = new Map<string, Order[]>();
  const seen = new Set<string>();
  let used = 0;
  for (const row of table.rows) {
    const parsed = row.ok ? parseOrderRow(row.cells, columns) : row;
    if (!parsed.ok) continue;
    const { order } = parsed;
    const identity = order.identity ?? identityOf.get(order.externalId ?? '');
    if (identity === undefined || !people.has(identity)) continue;
    if (order.orderId !== undefined && seen.has(order.orderId)) continue;
    if (order.orderId !== undefined) seen.add(order.orderId);
    const { orderedOn, items = 1, amountCents } = order;
    const orders = byIdentity.get(identity) ?? [];
    orders.push({ orderedOn, items, amountCents });
    byIdentity.set(identity, orders);
    used += 1;
  }
  return { used, unused: table.rows.length - used, byIdentity };
}

/** A file knows when somebody became a lead and was last written to, and nothing of opens and clicks. */
function engagementOf({ consent, createdAt, lastContactedAt }: ParsedLead) {
  const dayOf = (day: string | undefined): Date | undefined =>
    day === undefined ? undefined : new Date(day);
  return {
    consent,
    leadSince: dayOf(createdAt),
    lastContactedAt: dayOf(lastContactedAt),
    opens: 0,
    clicks: 0,
    replies: 0,
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { leads: { type: 'string' }, orders: { type: 'string' }, 'as-of': { type: 'string' } },
  });
  const given = z.object({ leads: z.string(), orders: z.string(), 'as-of': isoDateSchema }).parse(values);
  const [leads, orders] = await Promise.all([readInput(given.leads), readInput(given.orders)]);
  process.stdout.write(`${JSON.stringify(scoreCsv({ leads, orders }, given['as-of']))}\n`);
}

const readInput = (path: string): Promise<Uint8Array> =>
  readFile(path).catch((cause: unknown) => {
    throw new RexError('NOT_FOUND', `${path} cannot be read.`, { cause });
  });

if (import.meta.main) {
  await main().catch((error: unknown) => {
    const code = error instanceof RexError ? error.code : 'INTERNAL';
    const message = error instanceof Error ? error.message : String(error);
    process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
    process.exitCode = 1;
  });
}
