import * as z from 'zod';
import { DAY_OR_MONTH, type DayOrder, parseCalendarDate } from './calendar-date.ts';
import type { OrderColumns, OrderField } from './columns.ts';
import { parseEmailAddress } from './email-address.ts';
import { isMissing } from './firmographics.ts';
import { type DecimalSign, parseMoney } from './money.ts';
import { orderStateOf, parseCurrency } from './order-status.ts';
import { inertLine } from './text-fields.ts';

const ORDER_ROW_PROBLEMS = [
  'MISSING_LEAD',
  'INVALID_EMAIL',
  'INVALID_DATE',
  'INVALID_AMOUNT',
  'INVALID_ITEMS',
  'NOT_A_PURCHASE',
  'RAGGED_ROW',
  'UNCLOSED_QUOTE',
] as const;
/** Why a row of an order file was rejected; the last two come from reading the CSV. */
type OrderRowProblem = (typeof ORDER_ROW_PROBLEMS)[number];

const parsedOrderSchema = z.object({
  orderId: z.string().optional(),
  /** The person, by the id of the lead file or by normalised address. At least one of them is present. */
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

/** Id and person of an order in a row without a purchase. */
export type OrderRef = Pick<ParsedOrder, 'orderId' | 'externalId' | 'identity'>;

/** A cell that was left out: the order is imported all the same. */
interface OrderNote {
  readonly field: OrderField;
  readonly at: number;
  readonly cell: string;
  readonly message: string;
}

export type ParsedOrderRow =
  | { readonly ok: true; readonly order: ParsedOrder; readonly notes?: readonly OrderNote[] }
  | {
      readonly ok: false;
      readonly code: OrderRowProblem;
      readonly reason: string;
      /** `INVALID_AMOUNT`: a row without an amount may be a further line of this order. `NOT_A_PURCHASE`: it was undone. */
      readonly of?: OrderRef;
    };

/**
 * Reads one row of an order file. `dayOrder` is the order of day and month in dates such as `03/04/2024`, `decimal` the
 * decimal separator of ambiguous amounts.
 */
export function parseOrderRow(
  cells: readonly string[],
  { columns, currency: headerCurrency }: OrderColumns,
  dayOrder?: DayOrder,
  decimal?: DecimalSign,
): ParsedOrderRow {
  const read = (field: OrderField): string | undefined => {
    const at = columns[field];
    const text = at === undefined ? '' : inertLine(cells[at] ?? '', 300).text;
    return isMissing(text) ? undefined : text;
  };
  const notes: OrderNote[] = [];
  const note = (field: OrderField, message: string) =>
    notes.push({ field, at: columns[field] ?? 0, cell: read(field) ?? '', message });
  const externalId = read('externalId');
  const rawEmail = read('email');
  if (externalId === undefined && rawEmail === undefined) {
    return rejected('MISSING_LEAD', 'The row names no lead, by id or by e-mail address.');
  }
  const email = rawEmail === undefined ? undefined : parseEmailAddress(rawEmail);
  if (email?.ok === false && externalId === undefined) {
    return rejected('INVALID_EMAIL', `The e-mail address is not usable. ${email.reason}`);
  }
  const ref: OrderRef = {
    orderId: read('orderId'),
    externalId,
    identity: email?.ok ? email.email.identity : undefined,
  };
  const rawAmount = read('amount') ?? '';
  const money = parseMoney(rawAmount, decimal);
  const state = orderStateOf(
    { status: read('status') ?? '', cancelled: read('cancelledAt') ?? '', refunded: read('refunded') ?? '' },
    money?.cents ?? 0,
    decimal,
  );
  if (state.undone !== undefined) {
    return { ...rejected('NOT_A_PURCHASE', `${state.undone}, so it is no purchase.`), of: ref };
  }
  if (money === undefined) {
    const problem = rejected('INVALID_AMOUNT', `${quoted(rawAmount)} is no amount of money.`);
    return rawAmount === '' && ref.orderId !== undefined ? { ...problem, of: ref } : problem;
  }
  const rawDate = read('orderedAt') ?? '';
  const orderedOn = parseCalendarDate(rawDate, dayOrder);
  if (orderedOn === undefined) {
    return rejected(
      'INVALID_DATE',
      parseCalendarDate(rawDate, 'day-first') === undefined
        ? `${quoted(rawDate)} is no date.`
        : `${quoted(rawDate)} ${DAY_OR_MONTH}.`,
    );
  }
  const rawItems = read('items');
  const items = rawItems === undefined ? undefined : Number(rawItems);
  if (items !== undefined && !(Number.isSafeInteger(items) && items >= 0)) {
    return rejected('INVALID_ITEMS', `${quoted(rawItems ?? '')} is no number of items.`);
  }
  const rawCurrency = read('currency');
  const currency = rawCurrency === undefined ? undefined : parseCurrency(rawCurrency);
  if (rawCurrency !== undefined && currency === undefined) note('currency', 'not understood; left out');
  for (const field of state.unclear) {
    note(field === 'status' ? 'status' : 'refunded', 'not understood; the order is taken for a purchase');
  }
  const order: ParsedOrder = {
    ...ref,
    orderedOn,
    items,
    amountCents: money.cents - state.refundedCents,
    currency: currency ?? money.currency ?? headerCurrency,
  };
  return { ok: true, order, ...(notes.length === 0 ? {} : { notes }) };
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 60));

const rejected = (code: OrderRowProblem, reason: string) => ({ ok: false, code, reason }) as const;
