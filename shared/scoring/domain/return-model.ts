import { fitLogistic, logistic } from '../../statistics/domain/logistic-regression.ts';
import { type BgNbdParameters, expectedPurchases, type RepeatHistory } from './bg-nbd.ts';

/** The history of a customer up to one horizon ago, and whether he has bought since. */
export interface Backtest {
  readonly history: RepeatHistory;
  readonly returned: boolean;
}

/**
 * How likely a customer buys again within the horizon, compared with others. It ranks well, but drifts as the customer base
 * ages, so it is shown as a score and never as a probability. `backtest`: a logistic regression on ln(1 + weeks silent) and
 * ln(1 + repeat purchases), fitted to which of the same customers came back during the latest horizon. `bg-nbd`:
 * 1 - exp(-expected purchases), when there is too little data for a backtest.
 *
 * The probability of BG/NBD itself is not used, because it is 1 for everyone who bought once, and so ranks them above people
 * who bought often and stopped. Its expected purchases rank better, and the backtest better still.
 */
export type ReturnModel =
  | {
      readonly kind: 'backtest';
      readonly intercept: number;
      readonly silence: number;
      readonly frequency: number;
    }
  | { readonly kind: 'bg-nbd'; readonly parameters: BgNbdParameters };

/** Least number of each outcome for a fit of three weights. */
export const FEWEST_RETURNED = 20;
export const FEWEST_STAYED_AWAY = 20;

export function fitReturnModel(backtests: readonly Backtest[], parameters: BgNbdParameters): ReturnModel {
  const returned = backtests.filter((each) => each.returned).length;
  if (returned < FEWEST_RETURNED || backtests.length - returned < FEWEST_STAYED_AWAY) {
    const { r, alpha, a, b } = parameters;
    return { kind: 'bg-nbd', parameters: { r, alpha, a, b } };
  }
  const [intercept = 0, silence = 0, frequency = 0] = fitLogistic(
    backtests.map((each) => ({ features: featuresOf(each.history), positive: each.returned })),
  );
  return { kind: 'backtest', intercept, silence, frequency };
}

/** In [0, 1], like a probability; see `ReturnModel` for its meaning. */
export function probabilityOfReturn(
  model: ReturnModel,
  history: RepeatHistory,
  horizonWeeks: number,
): number {
  if (model.kind === 'bg-nbd') {
    return -Math.expm1(-expectedPurchases(model.parameters, history, horizonWeeks));
  }
  const [silence, frequency] = featuresOf(history);
  return logistic(model.intercept + model.silence * silence + model.frequency * frequency);
}

const featuresOf = ({ x, tx, T }: RepeatHistory): [silence: number, frequency: number] => [
  Math.log1p(T - tx),
  Math.log1p(x),
];
