import { addMs, DAY } from '../../kernel/clock.ts';
import type { Order } from '../leads/lead.ts';
import { type BgNbdFit, fitBgNbd } from './bg-nbd.ts';
import { fitGammaGamma, type GammaGammaFit } from './gamma-gamma.ts';
import { type PurchaseHistory, purchaseHistory } from './purchase-history.ts';
import { type Backtest, fitReturnModel, type ReturnModel } from './return-model.ts';

/** Everything learned from the orders of all customers, fitted once and used for every lead. Plain data. */
export interface ReactivationModel {
  readonly horizonWeeks: number;
  readonly customers: number;
  readonly bgNbd: BgNbdFit;
  /** In US dollars. */
  readonly spend: GammaGammaFit;
  readonly returning: ReturnModel;
}

/** A quarter: what a reactivation campaign is judged by. */
export const DEFAULT_HORIZON_WEEKS = 13;

/** `ordersByCustomer` holds the orders of one customer per element. Orders after `asOf` are not seen. */
export function fitReactivationModel(
  ordersByCustomer: readonly (readonly Order[])[],
  asOf: Date,
  horizonWeeks: number = DEFAULT_HORIZON_WEEKS,
): ReactivationModel {
  const histories = ordersByCustomer.flatMap((orders) => purchaseHistory(orders, asOf) ?? []);
  const bgNbd = fitBgNbd(histories);
  const backtests = ordersByCustomer.flatMap((orders) => backtest(orders, asOf, horizonWeeks) ?? []);
  return {
    horizonWeeks,
    customers: histories.length,
    bgNbd,
    spend: fitGammaGamma(histories.map(spendOf)),
    returning: fitReturnModel(backtests, bgNbd),
  };
}

/** Repeat spend in US dollars, as the spend model takes it. */
export const spendOf = ({ x, meanRepeatSpendCents }: PurchaseHistory) => ({
  x,
  meanSpend: meanRepeatSpendCents / 100,
});

function backtest(orders: readonly Order[], asOf: Date, horizonWeeks: number): Backtest | undefined {
  const then = purchaseHistory(orders, addMs(asOf, -horizonWeeks * 7 * DAY));
  const now = purchaseHistory(orders, asOf);
  return then && now && { history: then, returned: now.x > then.x };
}
