import * as z from 'zod';
import { addMs, DAY } from '../../kernel/clock.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import type { Order } from '../../leads/domain/lead.ts';
import { fitBgNbd } from './bg-nbd.ts';
import { fitGammaGamma } from './gamma-gamma.ts';
import { type PurchaseHistory, purchaseHistory } from './purchase-history.ts';
import { type Backtest, fitReturnModel } from './return-model.ts';

const fitted = { logLikelihood: z.number(), source: keepUnknown(z.enum(['fitted', 'prior'])) };
const bgNbdParameters = z.object({
  r: z.number().positive(),
  alpha: z.number().positive(),
  a: z.number().positive(),
  b: z.number().positive(),
});

/** The models that are fitted once to the orders of all customers and used for every lead. Plain data. */
export const reactivationModelSchema = z.object({
  horizonWeeks: z.number().positive(),
  customers: z.number().int().min(0),
  bgNbd: bgNbdParameters.extend(fitted),
  /** In US dollars. */
  spend: z.object({ p: z.number().positive(), q: z.number().gt(1), v: z.number().positive(), ...fitted }),
  returning: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('backtest'),
      intercept: z.number(),
      silence: z.number(),
      frequency: z.number(),
    }),
    z.object({ kind: z.literal('bg-nbd'), parameters: bgNbdParameters }),
  ]),
});
export type ReactivationModel = z.infer<typeof reactivationModelSchema>;

/** A quarter, the usual time to judge a reactivation campaign. */
const DEFAULT_HORIZON_WEEKS = 13;

/** `ordersByCustomer` has the orders of one customer in each element. Orders after `asOf` are ignored. */
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
