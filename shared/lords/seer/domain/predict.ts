import { dayAfter } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import { forecastSeries, leastValues } from '../../../series/domain/forecast-series.ts';
import { mean } from '../../../statistics/domain/quantiles.ts';
import type { Metric, Prediction } from '../contract/schemas.ts';

export interface DayValue {
  readonly day: string;
  readonly value: number;
}

/** Days return after a week. */
const PERIODS = [7] as const;
/** Of a change of the mean of a day, from which on it is strong. */
const STRONG = 0.25;
/** So many days are shown before the forecast. */
const SHOWN = 60;

/**
 * The forecast of a series whose last value is that of yesterday.
 * @throws RexError CONFLICT where there is not enough history
 */
export function predict(
  history: readonly DayValue[],
  {
    metric,
    horizonDays,
    level,
    earlier,
  }: {
    readonly metric: Metric;
    readonly horizonDays: number;
    readonly level: number;
    readonly earlier: Prediction['earlier'];
  },
): Prediction {
  const values = history.map(({ value }) => value);
  const forecast = forecastSeries(values, { horizon: horizonDays, periods: PERIODS, level });
  const last = history.at(-1);
  if (!forecast || !last) {
    const needed = leastValues({ horizon: horizonDays });
    throw new RexError(
      'CONFLICT',
      `Not enough history: ${metric} has ${values.length} days, and a forecast of ${horizonDays} days needs ${needed}. ` +
        `Ask for ${values.length > needed - horizonDays ? `at most ${values.length - (needed - horizonDays)} days` : 'it later'}.`,
    );
  }
  const recent = mean(values.slice(-horizonDays));
  // A reputation is never above 1.
  const most = metric === 'reputation' ? 1 : Number.POSITIVE_INFINITY;
  const within = (value: number): number => Math.min(most, value);
  const bounds = forecast.intervals.map(({ low, high }) => ({ low: within(low), high: within(high) }));
  const said = forecast.values.map(within);
  // As if all days were off to the same side: wider than the mean's own interval, and never narrower.
  const ahead = {
    value: mean(said),
    low: mean(bounds.map(({ low }) => low)),
    high: mean(bounds.map(({ high }) => high)),
  };
  const change =
    recent === 0
      ? null
      : {
          value: ahead.value / recent - 1,
          low: ahead.low / recent - 1,
          high: ahead.high / recent - 1,
        };
  const used = new Map(forecast.by.map(({ method, period, weight }) => [`${method} ${period}`, weight]));
  return {
    metric,
    unit: metric === 'reputation' ? 'score' : 'count',
    horizonDays,
    level,
    direction: directionOf(change, ahead),
    change,
    history: history.slice(-SHOWN).map(({ day, value }) => ({ day, value })),
    values: said.map((value, n) => ({
      day: dayAfter(last.day, n + 1),
      value,
      low: bounds[n]?.low ?? value,
      high: bounds[n]?.high ?? value,
    })),
    actual: null,
    naive: last.value,
    methods: forecast.tried.map(({ method, period, error }) => ({
      method,
      periodDays: period,
      weight: used.get(`${method} ${period}`) ?? 0,
      error,
    })),
    origins: forecast.origins,
    earlier,
  };
}

/** Up or down only where the whole interval lies there. */
function directionOf(change: Prediction['change'], ahead: { readonly low: number }): Prediction['direction'] {
  if (change === null) return ahead.low > 0 ? 'strongly_up' : 'stable';
  if (change.low > 0) return change.value >= STRONG ? 'strongly_up' : 'up';
  if (change.high < 0) return change.value <= -STRONG ? 'strongly_down' : 'down';
  return 'stable';
}

/** How near a prediction was, once its days are there; undefined while one of them is missing. */
export interface Score {
  /** Mean absolute error. */
  readonly error: number;
  /** The same of naming the last day again. */
  readonly naiveError: number;
  /** The share of days within the intervals. */
  readonly covered: number;
  readonly isTotalWithin: boolean;
}

export function scoreOf(
  { values, naive }: Pick<Prediction, 'values' | 'naive'>,
  actual: ReadonlyMap<string, number>,
): Score {
  const days = values.map(({ day, value, low, high }) => ({ value, low, high, was: actual.get(day) ?? 0 }));
  const sum = (of: (each: (typeof days)[number]) => number): number =>
    days.reduce((total, each) => total + of(each), 0);
  const total = sum(({ was }) => was);
  return {
    error: sum(({ value, was }) => Math.abs(value - was)) / days.length,
    naiveError: sum(({ was }) => Math.abs(naive - was)) / days.length,
    covered: sum(({ low, high, was }) => (was >= low && was <= high ? 1 : 0)) / days.length,
    isTotalWithin: total >= sum(({ low }) => low) && total <= sum(({ high }) => high),
  };
}

/** All days from the first that has a number until yesterday; a day without counts has 0, one without a reputation that before. */
export function filled(
  known: readonly DayValue[],
  until: string,
  { keepLast }: { readonly keepLast: boolean },
): DayValue[] {
  const [first] = known;
  if (!first) return [];
  const values = new Map(known.map(({ day, value }) => [day, value]));
  const days: DayValue[] = [];
  for (let { day } = first; day <= until; day = dayAfter(day, 1)) {
    const before = keepLast ? (days.at(-1)?.value ?? 0) : 0;
    days.push({ day, value: values.get(day) ?? before });
  }
  return days;
}
