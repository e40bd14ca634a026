import type { Random } from './random.ts';

export interface Purchase {
  /** Days after the first purchase of the shop's history, from 0. */
  readonly day: number;
  readonly items: number;
  readonly amountUsd: number;
}

/** Weekly BG/NBD parameters near those published for CDNOW (Fader, Hardie and Lee, 2005). */
const BG_NBD = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
/** Gamma-gamma spend per purchase in US dollars, near those published for the same customers. */
const SPEND = { p: 6.25, q: 3.74, v: 15.44 };
const MEAN_ITEM_USD = 15;
const DAYS_PER_WEEK = 7;

/**
 * The purchases of one customer from the day of the first to `lastDay`: bought at a rate of his own, and after each
 * purchase gone for good with a probability of his own (BG/NBD).
 */
export function drawPurchases(random: Random, firstDay: number, lastDay: number): Purchase[] {
  const perWeek = random.gamma(BG_NBD.r, BG_NBD.alpha);
  const dropOut = random.beta(BG_NBD.a, BG_NBD.b);
  const spendRate = random.gamma(SPEND.q, SPEND.v);
  const purchases: Purchase[] = [];
  let day = firstDay;
  while (day <= lastDay) {
    const amountUsd = Math.max(1, Math.round(random.gamma(SPEND.p, spendRate) * 100) / 100);
    purchases.push({
      day: Math.floor(day),
      items: Math.max(1, Math.round(amountUsd / MEAN_ITEM_USD)),
      amountUsd,
    });
    // The first purchase does not end it: BG/NBD lets a customer leave after repeat purchases only.
    if (purchases.length > 1 && random.chance(dropOut)) break;
    day += random.exponential(perWeek) * DAYS_PER_WEEK;
  }
  return purchases;
}
