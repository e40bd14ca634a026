import { DAY, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Order } from '../../leads/domain/lead.ts';
import type { RepeatHistory } from './bg-nbd.ts';

export interface PurchaseHistory extends RepeatHistory {
  /** Mean over repeat purchases, in US cents; 0 when there is none. */
  readonly meanRepeatSpendCents: number;
  /** Whole days since the last purchase, divided by 7; the same as T - tx except for rounding. */
  readonly silentWeeks: number;
  readonly firstOn: string;
  readonly lastOn: string;
}

const WEEK = 7 * DAY;

/**
 * The purchase history of a customer at the end of the day `asOf` (UTC); later orders are ignored. All orders of one day are
 * one purchase. A refund is not a purchase; an order with an amount of 0 is one, as in the published data. Undefined when
 * nothing was bought by then.
 */
export function purchaseHistory(orders: readonly Order[], asOf: Date): PurchaseHistory | undefined {
  const today = utcDay(asOf);
  const centsByDay = new Map<string, number>();
  for (const { orderedOn, amountCents } of orders) {
    startOf(orderedOn);
    if (orderedOn > today || amountCents < 0) continue;
    centsByDay.set(orderedOn, amountCents + (centsByDay.get(orderedOn) ?? 0));
  }
  const days = [...centsByDay.keys()].sort();
  const [firstOn, ...repeats] = days;
  if (firstOn === undefined) return undefined;

  const lastOn = repeats.at(-1) ?? firstOn;
  const repeatCents = repeats.reduce((sum, day) => sum + (centsByDay.get(day) ?? 0), 0);
  return {
    x: repeats.length,
    tx: (startOf(lastOn) - startOf(firstOn)) / WEEK,
    T: (startOf(today) - startOf(firstOn)) / WEEK,
    meanRepeatSpendCents: repeats.length === 0 ? 0 : repeatCents / repeats.length,
    silentWeeks: (startOf(today) - startOf(lastOn)) / WEEK,
    firstOn,
    lastOn,
  };
}

function startOf(day: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Date.parse turns the 30th of February into the 2nd of March.
  if (Number.isNaN(at) || utcDay(new Date(at)) !== day) {
    throw new RexError('VALIDATION_FAILED', `Not a calendar day (YYYY-MM-DD): ${day.slice(0, 40)}`);
  }
  return at;
}
