import { RexError } from '../../kernel/errors.ts';
import { normalQuantile } from '../../statistics/domain/normal-distribution.ts';
import { METHODS, type MethodName } from './methods.ts';

export interface SeriesTask {
  readonly horizon: number;
  /** After how many values it may return, such as 7 for days or 24 and 168 for hours. */
  readonly periods: readonly number[];
  /** Of the prediction intervals: 0.8 where nothing is said. */
  readonly level?: number;
}

/** How far a method was off when it forecast what is known by now, as a share of what naming the last value again was. */
interface Tried {
  readonly method: MethodName;
  readonly period: number;
  readonly error: number;
}

export interface SeriesForecast {
  readonly values: readonly number[];
  /** Between these the value is expected, with the probability of the level. */
  readonly intervals: readonly { readonly low: number; readonly high: number }[];
  /** Those whose mean it is, the best first, with their weights. */
  readonly by: readonly (Tried & { readonly weight: number })[];
  /** All that were tried, the best first. */
  readonly tried: readonly Tried[];
  /** How many times each was tried. */
  readonly origins: number;
}

/** From so many moments in the past the methods forecast what followed. */
const ORIGINS = 4;
/** A forecast is the mean of so many methods: which one is best by a little is mostly chance. */
const JOINED = 3;
/** The least that is left before the first of those moments, in values. */
const LEAST_LEFT = 12;
const LEVEL = 0.8;
/**
 * What was chosen for its errors has smaller ones there than it will have. `npm run bench -- --only series` says how often intervals
 * cover with this.
 */
const OPTIMISM = 1.15;

/** Values that a forecast needs at least. */
export const leastValues = ({ horizon }: Pick<SeriesTask, 'horizon'>): number => LEAST_LEFT + horizon;

/** What a method said at each origin would follow. */
interface Played extends Tried {
  readonly said: readonly (readonly number[])[];
}

/**
 * Forecasts a series by the methods that would have been best at it so far (rolling-origin evaluation, Tashman 2000), joined by the
 * inverse of their squared errors. Its intervals are as wide as their joint errors were, so far ahead. Undefined where there is not
 * enough history.
 * @throws RexError VALIDATION_FAILED naming what cannot be forecast with
 */
export function forecastSeries(values: readonly number[], task: SeriesTask): SeriesForecast | undefined {
  const { horizon, level = LEVEL } = task;
  checkSeries(values, task, level);
  if (values.length < leastValues(task)) return undefined;
  const origins = originsOf(values.length, horizon);
  const actual = origins.map((origin) => values.slice(origin, origin + horizon));
  const naive = origins.map((origin) => new Array<number>(horizon).fill(values[origin - 1] ?? 0));
  const least = totalError(naive, actual);
  const played = candidates(values.length, task)
    .map((candidate): Played => {
      const said = origins.map((origin) =>
        METHODS[candidate.method](values.slice(0, origin), { horizon, period: candidate.period }),
      );
      const error = totalError(said, actual);
      return { ...candidate, said, error: least === 0 ? error : error / least };
    })
    .toSorted((a, b) => a.error - b.error);
  const best = played.slice(0, JOINED);
  const weights = weightsOf(best);
  const joined = (of: readonly (readonly number[])[]): number[] =>
    Array.from({ length: horizon }, (_, h) =>
      of.reduce((sum, each, n) => sum + (weights[n] ?? 0) * (each[h] ?? 0), 0),
    );
  const forecast = joined(best.map(({ method, period }) => METHODS[method](values, { horizon, period })));
  const errors = origins.map((_, n) =>
    joined(best.map(({ said }) => said[n] ?? [])).map((each, h) => each - (actual[n]?.[h] ?? 0)),
  );
  const isNeverNegative = values.every((each) => each >= 0);
  // Of what is counted there are never fewer than none.
  const said = isNeverNegative ? forecast.map((value) => Math.max(0, value)) : forecast;
  const wide = OPTIMISM * normalQuantile((1 + level) / 2);
  return {
    values: said,
    intervals: said.map((value, h) => {
      const half = wide * deviationAt(errors, h);
      return { low: isNeverNegative ? Math.max(0, value - half) : value - half, high: value + half };
    }),
    by: best.map(({ said: _, ...tried }, n) => ({ ...tried, weight: weights[n] ?? 0 })),
    tried: played.map(({ said: _, ...tried }) => tried),
    origins: origins.length,
  };
}

/** Squares of larger ones are no numbers any more. */
const LARGEST = 1e100;

function checkSeries(values: readonly number[], { horizon, periods }: SeriesTask, level: number): void {
  const wrong = values.findIndex((each) => !(Math.abs(each) <= LARGEST));
  if (wrong >= 0) throw refused(`values.${wrong}`, `is ${values[wrong]}: a number is needed.`);
  if (!Number.isSafeInteger(horizon) || horizon < 1)
    throw refused('horizon', `is ${horizon}: a whole number of 1 or more is needed.`);
  const period = periods.find((each) => !Number.isSafeInteger(each) || each < 1);
  if (period !== undefined) throw refused('periods', `has ${period}: whole numbers of 1 or more are needed.`);
  if (!(level > 0 && level < 1)) throw refused('level', `is ${level}: it lies between 0 and 1.`);
}

const refused = (path: string, message: string): RexError =>
  new RexError('VALIDATION_FAILED', `${path} ${message}`, { fields: [{ path, message }] });

function originsOf(length: number, horizon: number): number[] {
  const most = Math.floor((length - LEAST_LEFT) / horizon);
  return Array.from({ length: Math.min(ORIGINS, most) }, (_, n) => length - (n + 1) * horizon);
}

const candidates = (length: number, { periods }: SeriesTask): Omit<Tried, 'error'>[] => {
  const seasons = [1, ...periods.filter((period) => period > 1 && length >= 3 * period)];
  return (Object.keys(METHODS) as MethodName[]).flatMap((method) =>
    seasons
      // Without a season these two are others by another name.
      .filter((period) => period > 1 || (method !== 'seasonalNaive' && method !== 'fourier'))
      .map((period) => ({ method, period })),
  );
};

const totalError = (said: readonly (readonly number[])[], actual: readonly (readonly number[])[]): number =>
  actual.reduce(
    (all, values, n) => values.reduce((sum, each, h) => sum + Math.abs(each - (said[n]?.[h] ?? 0)), all),
    0,
  );

function weightsOf(best: readonly Tried[]): number[] {
  const inverse = best.map(({ error }) => 1 / Math.max(error, 1e-9) ** 2);
  const all = inverse.reduce((sum, each) => sum + each, 0);
  return inverse.map((each) => each / all);
}

/** The root of the mean squared error so far ahead, and near it: a quarter of the horizon to each side. */
function deviationAt(errors: readonly (readonly number[])[], h: number): number {
  const horizon = errors[0]?.length ?? 1;
  const reach = Math.max(1, Math.round(horizon / 4));
  const near = errors.flatMap((each) => each.slice(Math.max(0, h - reach), h + reach + 1));
  return Math.sqrt(near.reduce((sum, each) => sum + each * each, 0) / Math.max(1, near.length));
}
