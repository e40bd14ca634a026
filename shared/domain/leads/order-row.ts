import * as z from 'zod';
import { type DayOrder, parseCalendarDate } from './calendar-date.ts';
import type { OrderColumns, OrderField } from './columns.ts';
import { parseEmailAddress } from './email-address.ts';
import { parseMoney } from './money.ts';
import { inertLine } from './text-fields.ts';

const ORDER_ROW_PROBLEMS = [
  'MISSING_LEAD',
  'INVALID_EMAIL',
  'INVALID_DATE',
  'INVALID_AMOUNT',
  'INVALID_ITEMS',
  'RAGGED_ROW',
  'UNCLOSED_QUOTE',
] as const;
/** Why a row of an order file was rejected; the last two come from reading the CSV. */
type OrderRowProblem = (typeof ORDER_ROW_PROBLEMS)[number];

const parsedOrderSchema = z.object({
  orderId: z.string().optional(),
  /** The person: by the id that the lead file gave, or by normalised address. One of them is there. */
  externalId: z.string().optional(),
  identity: z.string().optional(),
  orderedOn: z.iso.date(),
  items: z.int().min(0).optional(),
  /** Hundredths of the currency's unit. Negative: a refund. Zero is allowed (gifts, samples). */
  amountCents: z.int(),
  /** ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
});
export type ParsedOrder = z.infer<typeof parsedOrderSchema>;

export type ParsedOrderRow =
  | { readonly ok: true; readonly order: ParsedOrder }
  | { readonly ok: false; readonly code: OrderRowProblem; readonly reason: string };

/** One row of an order file. `dayOrder` says how dates such as `03/04/2024` are meant. */
export function parseOrderRow(
  cells: readonly string[],
  { columns, currency: headerCurrency }: OrderColumns,
  dayOrder?: DayOrder,
): ParsedOrderRow {
  const read = (field: OrderField): string | undefined => {
    const at = columns[field];
    const text = at === undefined ? '' : inertLine(cells[at] ?? '', 300).text;
    return text === '' ? undefined : text;
  };
  const externalId = read('externalId');
  const rawEmail = read('email');
  if (externalId === undefined && rawEmail === undefined) {
    return rejected('MISSING_LEAD', 'The row names no lead, by id or by e-mail address.');
  }
  const email = rawEmail === undefined ? undefined : parseEmailAddress(rawEmail);
  if (email?.ok === false && externalId === undefined) {
    return rejected('INVALID_EMAIL', `The e-mail address is not usable. ${email.reason}`);
  }
  const rawDate = read('orderedAt') ?? '';
  const orderedOn = parseCalendarDate(rawDate, dayOrder);
  if (orderedOn === undefined) {
    return rejected('INVALID_DATE', `${quoted(rawDate)} is no date, or its day and month could be swapped.`);
  }
  const rawAmount = read('amount') ?? '';
  const money = parseMoney(rawAmount);
  if (money === undefined) return rejected('INVALID_AMOUNT', `${quoted(rawAmount)} is no amount of money.`);
  const rawItems = read('items');
  const items = rawItems === undefined ? undefined : Number(rawItems);
  if (items !== undefined && !(Number.isSafeInteger(items) && items >= 0)) {
    return rejected('INVALID_ITEMS', `${quoted(rawItems ?? '')} is no number of items.`);
  }
  const order: ParsedOrder = {
    orderId: read('orderId'),
    externalId,
    identity: email?.ok ? email.email.identity : undefined,
    orderedOn,
    items,
    amountCents: money.cents,
    currency: currencyOf(read('currency')) ?? money.currency ?? headerCurrency,
  };
  return { ok: true, order };
}

function currencyOf(raw: string | undefined): string | undefined {
  const code = raw?.toUpperCase();
  return code !== undefined && /^[A-Z]{3}$/.test(code) ? code : undefined;
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 60));

const rejected = (code: OrderRowProblem, reason: string): ParsedOrderRow => ({ ok: false, code, reason });
