import { leastSquares } from './regression.ts';
import { isSeasonal, seasonalityOf, withoutSeason, withSeason } from './seasonality.ts';
import { dampedTrend, simplySmoothed } from './smoothing.ts';

/** What is forecast, and after how many values it may return. */
interface Task {
  readonly horizon: number;
  /** 1: it has no season. */
  readonly period: number;
}

/** The next values of a series. */
type Method = (values: readonly number[], task: Task) => number[];

/** The last value again. */
const naive: Method = (values, { horizon }) => new Array<number>(horizon).fill(values.at(-1) ?? 0);

/** The values of one period before. */
const seasonalNaive: Method = (values, { horizon, period }) =>
  Array.from(
    { length: horizon },
    (_, h) => values[values.length - period + (h % period)] ?? values.at(-1) ?? 0,
  );

/** Half the slope of the line through all values, from the level that smoothing leaves (Assimakopoulos and Nikolopoulos 2000). */
const theta: Method = (values, { horizon }) => {
  const { level, alpha } = simplySmoothed(values);
  const n = values.length;
  const [, slope = 0] = line(values) ?? [];
  const start = (1 - (1 - alpha) ** n) / alpha;
  return Array.from({ length: horizon }, (_, h) => level + (slope / 2) * (h + start));
};

const damped: Method = (values, { horizon }) => dampedTrend(values, horizon);

/** Of the last values only: what was long ago says little about where a line is now. */
const RECENT = 60;

const linear: Method = (values, task) => onPowers(values, task, 1);
const polynomial: Method = (values, task) => onPowers(values, task, 2);

const exponential: Method = (values, task) =>
  values.every((each) => each > 0)
    ? onPowers(values.map(Math.log), task, 1).map(Math.exp)
    : onPowers(values, task, 1);

function onPowers(values: readonly number[], { horizon }: Task, degree: number): number[] {
  const recent = values.slice(-RECENT);
  const powers = (t: number): number[] =>
    Array.from({ length: degree + 1 }, (_, power) => (t / RECENT) ** power);
  const rows = recent.map((_, t) => powers(t));
  const found = leastSquares(
    Array.from({ length: degree + 1 }, (_, power) => rows.map((row) => row[power] ?? 0)),
    recent,
  );
  if (!found) return naive(values, { horizon, period: 1 });
  return Array.from({ length: horizon }, (_, h) => evaluated(found, powers(recent.length + h)));
}

const MOST_HARMONICS = 6;

/** A line and waves of the period and its parts (dynamic harmonic regression), without what is longer ago than some periods. */
const fourier: Method = (values, { horizon, period }) => {
  if (period < 2) return linear(values, { horizon, period });
  const recent = values.slice(-8 * period);
  const harmonics = Math.min(MOST_HARMONICS, Math.floor(period / 2));
  const regressors = (t: number): number[] => [
    1,
    t / recent.length,
    ...Array.from({ length: harmonics }, (_, k) => {
      const angle = (2 * Math.PI * (k + 1) * t) / period;
      // The sine of the shortest wave is 0 at every value.
      return 2 * (k + 1) === period ? [Math.cos(angle)] : [Math.cos(angle), Math.sin(angle)];
    }).flat(),
  ];
  const rows = recent.map((_, t) => regressors(t));
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? 0));
  const found = leastSquares(columns, recent);
  if (!found) return seasonalNaive(values, { horizon, period });
  // From where the series is, not from where the line would be.
  const last = recent.length - 1;
  const off = (recent[last] ?? 0) - evaluated(found, regressors(last));
  return Array.from(
    { length: horizon },
    (_, h) => evaluated(found, regressors(recent.length + h)) + off * FADING ** (h + 1),
  );
};
const FADING = 0.9;

const evaluated = (coefficients: readonly number[], regressors: readonly number[]): number =>
  coefficients.reduce((sum, each, n) => sum + each * (regressors[n] ?? 0), 0);

const line = (values: readonly number[]): number[] | undefined =>
  leastSquares([values.map(() => 1), values.map((_, t) => t)], values);

/** Where there is a season, it is taken out before, and put back after. */
const adjusted =
  (method: Method): Method =>
  (values, task) => {
    if (!isSeasonal(values, task.period)) return method(values, task);
    const season = seasonalityOf(values, task.period);
    return withSeason(method(withoutSeason(values, season), task), season, values.length);
  };

export const METHODS = {
  naive: adjusted(naive),
  seasonalNaive,
  theta: adjusted(theta),
  damped: adjusted(damped),
  linear: adjusted(linear),
  exponential: adjusted(exponential),
  polynomial: adjusted(polynomial),
  fourier,
} as const satisfies Readonly<Record<string, Method>>;
export type MethodName = keyof typeof METHODS;
