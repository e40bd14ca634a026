/** What returns every period: a value is `level * factor`, or `level + factor` where values may be 0 or less. */
export interface Seasonality {
  readonly period: number;
  readonly kind: 'multiplied' | 'added';
  /** One for each place in the period; the first belongs to the first value of the series. */
  readonly factors: readonly number[];
}

/** 90 % of a normal distribution lie within so many deviations. */
const CRITICAL = 1.645;

/**
 * Whether the autocorrelation at the period is more than chance, as the M4 competition tested it (Makridakis, Spiliotis and
 * Assimakopoulos 2020), on three periods or more.
 */
export function isSeasonal(values: readonly number[], period: number): boolean {
  if (period < 2 || values.length < 3 * period) return false;
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const deviations = values.map((each) => each - mean);
  const variance = deviations.reduce((sum, each) => sum + each * each, 0);
  if (variance === 0) return false;
  const correlation = (lag: number): number => {
    let sum = 0;
    for (let n = lag; n < deviations.length; n++) sum += (deviations[n] ?? 0) * (deviations[n - lag] ?? 0);
    return sum / variance;
  };
  let squares = 0;
  for (let lag = 1; lag < period; lag++) squares += correlation(lag) ** 2;
  return Math.abs(correlation(period)) > CRITICAL * Math.sqrt((1 + 2 * squares) / values.length);
}

/** The classical decomposition: each value against the moving average over its period, by the mean of each place. */
export function seasonalityOf(values: readonly number[], period: number): Seasonality {
  const kind = values.every((each) => each > 0) ? 'multiplied' : 'added';
  const sums = new Array<number>(period).fill(0);
  const counts = new Array<number>(period).fill(0);
  const half = Math.floor(period / 2);
  for (let n = half; n < values.length - half; n++) {
    const level = centred(values, n, period);
    const value = values[n] ?? 0;
    const place = n % period;
    sums[place] = (sums[place] ?? 0) + (kind === 'multiplied' ? value / level : value - level);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const raw = sums.map((sum, place) =>
    (counts[place] ?? 0) === 0 ? neutral(kind) : sum / (counts[place] ?? 1),
  );
  const mean = raw.reduce((sum, each) => sum + each, 0) / period;
  return { period, kind, factors: raw.map((each) => (kind === 'multiplied' ? each / mean : each - mean)) };
}

const neutral = (kind: Seasonality['kind']): number => (kind === 'multiplied' ? 1 : 0);

/** The mean over one period around a value; over an even one, its two ends count by half. */
function centred(values: readonly number[], at: number, period: number): number {
  const half = Math.floor(period / 2);
  let sum = 0;
  for (let n = at - half; n <= at + half; n++) sum += values[n] ?? 0;
  if (period % 2 === 0) sum -= ((values[at - half] ?? 0) + (values[at + half] ?? 0)) / 2;
  return sum / period;
}

export const withoutSeason = (values: readonly number[], { period, kind, factors }: Seasonality): number[] =>
  values.map((value, n) => {
    const factor = factors[n % period] ?? neutral(kind);
    return kind === 'multiplied' ? value / factor : value - factor;
  });

/** `from` is how many values lie before the first of these. */
export const withSeason = (
  values: readonly number[],
  { period, kind, factors }: Seasonality,
  from: number,
): number[] =>
  values.map((value, n) => {
    const factor = factors[(from + n) % period] ?? neutral(kind);
    return kind === 'multiplied' ? value * factor : value + factor;
  });
