import { leadIdOf, shortHash } from '../../kernel/ids.ts';
import { mapOrderColumns } from '../domain/columns.ts';
import { type OrderRef, type ParsedOrder, parseOrderRow } from '../domain/order-row.ts';
import { type ChunkInput, type ChunkOutcome, Tally } from './chunk-outcome.ts';
import { findLeads } from './find-leads.ts';
import { MAX_ORDERS_OF_LEAD, mergeOrders } from './merge-orders.ts';
import { OccurrenceCounter, orderKeyOf, orderKeyOfId, packed } from './order-keys.ts';
import type { LeadStore } from './ports/leads.ts';

const MARK_LENGTH = 6;

type UndoneOrder = OrderRef & { readonly orderId: string };

interface OrderRow {
  readonly row: number;
  readonly order: ParsedOrder;
  readonly occurrence: number;
}

/** Imports the rows of one chunk of an order file. A row whose lead does not exist is rejected. */
export async function importOrderRows(
  { leads }: { readonly leads: LeadStore },
  input: ChunkInput,
): Promise<ChunkOutcome> {
  const { workspace, id: importId } = input.record;
  const tally = new Tally(input);
  const { rows, undone } = parseRows(input, tally);
  const leadOf = await leadFinder(leads, workspace, [...rows.map(({ order }) => order), ...undone]);
  const byLead = Map.groupBy(rows, ({ order }) => leadOf(order));
  const undoneOf = Map.groupBy(undone, leadOf);
  const ids = [...new Set([...byLead.keys(), ...undoneOf.keys()])].filter((id) => id !== undefined);
  const found = await findLeads(leads, workspace, ids);
  const known = ids.filter((_, i) => found[i] !== undefined);
  const mark = shortHash(importId, MARK_LENGTH);
  const changes = known.map((leadId) => ({
    leadId,
    additions: additionsOf(byLead.get(leadId) ?? [], mark),
    removals: (undoneOf.get(leadId) ?? []).map(({ orderId }) => orderKeyOfId(orderId)),
  }));
  const stored = await mergeOrders(leads, workspace, changes);
  for (const [i, leadId] of known.entries()) {
    for (const row of byLead.get(leadId) ?? []) count(row, stored[i] ?? {}, mark, tally);
  }
  rejectUnknown(byLead, known, tally);
  return {
    counts: tally.counts,
    rejections: tally.rejections.toSorted((a, b) => a.row - b.row),
    notes: tally.notes,
    created: [],
  };
}

function parseRows(
  { record, format, rows, repeats }: ChunkInput,
  tally: Tally,
): { rows: OrderRow[]; undone: UndoneOrder[] } {
  const columns = mapOrderColumns(format.header, record.mapping);
  const counter = new OccurrenceCounter(new Map(Object.entries(repeats)));
  const found: OrderRow[] = [];
  const undone: UndoneOrder[] = [];
  for (const row of rows) {
    const parsed = row.ok
      ? parseOrderRow(row.cells, columns, format.dayOrders['orderedAt'], format.decimal)
      : row;
    if (parsed.ok) {
      tally.note(row.row, parsed.notes ?? []);
      found.push({ row: row.row, order: parsed.order, occurrence: counter.next(parsed.order).occurrence });
      continue;
    }
    const of = 'of' in parsed ? parsed.of : undefined;
    const named = of?.orderId === undefined ? undefined : { ...of, orderId: of.orderId };
    const occurrence = named ? counter.nextOf(named).occurrence : 0;
    if (named && parsed.code === 'NOT_A_PURCHASE') undone.push(named);
    // A further line of an earlier order: shops write the total only in the first line.
    if (named && parsed.code === 'INVALID_AMOUNT' && occurrence > 0) {
      tally.counts.duplicates += 1;
      continue;
    }
    if (parsed.code === 'INVALID_EMAIL') tally.counts.invalidEmail += 1;
    tally.reject({ row: row.row, code: parsed.code, reason: parsed.reason });
  }
  const isUndone = new Set(undone.map(({ orderId }) => orderId));
  // An order that is both placed and undone in one file does not count.
  for (const row of found.filter(({ order }) => isUndone.has(order.orderId ?? ''))) {
    tally.reject({ row: row.row, code: 'NOT_A_PURCHASE', reason: 'The order was undone by another row.' });
  }
  return { rows: found.filter(({ order }) => !isUndone.has(order.orderId ?? '')), undone };
}

/** Finds a lead by the id from its file, else by address. */
async function leadFinder(
  leads: LeadStore,
  workspace: string,
  orders: readonly OrderRef[],
): Promise<(order: OrderRef) => string | undefined> {
  const externalIds = orders.flatMap(({ externalId }) => externalId ?? []);
  const aliases = await leads.resolveAliases(workspace, externalIds);
  return ({ externalId, identity }) =>
    aliases.get(externalId ?? '') ?? (identity && leadIdOf(workspace, identity));
}

/** Rows with the same order id are one order: the first of them counts. */
const additionsOf = (rows: readonly OrderRow[], mark: string): ReadonlyMap<string, string> =>
  new Map(
    rows
      .filter((row) => !repeatsAnId(row))
      .map(({ order, occurrence }) => [orderKeyOf(order, occurrence), `${packed(order)}:${mark}`]),
  );

function count(row: OrderRow, stored: Readonly<Record<string, string>>, mark: string, tally: Tally): void {
  const order = stored[orderKeyOf(row.order, row.occurrence)];
  if (repeatsAnId(row)) tally.counts.duplicates += 1;
  else if (order === undefined) {
    const reason = `The lead has ${MAX_ORDERS_OF_LEAD} orders already; no more are kept.`;
    tally.reject({ row: row.row, code: 'TOO_MANY_ORDERS', reason });
  } else if (order.endsWith(`:${mark}`)) tally.counts.imported += 1;
  else tally.counts.unchanged += 1;
}

const repeatsAnId = ({ order, occurrence }: OrderRow): boolean =>
  order.orderId !== undefined && occurrence > 0;

function rejectUnknown(
  byLead: ReadonlyMap<string | undefined, readonly OrderRow[]>,
  known: readonly string[],
  tally: Tally,
): void {
  const knownIds = new Set<string | undefined>(known);
  for (const [id, rows] of byLead) {
    if (knownIds.has(id)) continue;
    for (const { row, order } of rows) {
      tally.counts.unknownLead += 1;
      const who = order.externalId ? `the id ${JSON.stringify(order.externalId)}` : 'this address';
      tally.reject({ row, code: 'UNKNOWN_LEAD', reason: `No lead has ${who}.` });
    }
  }
}
