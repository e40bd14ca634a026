/** Exponential smoothing with a trend that fades: ETS(A,Ad,N) of Hyndman et al. 2008. */
interface Smoothing {
  readonly level: number;
  readonly trend: number;
  readonly alpha: number;
  readonly damping: number;
}

const ALPHAS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9, 0.99];
/** Of the trend, as a share of alpha. */
const BETAS = [0, 0.03, 0.1, 0.25, 0.5];
const DAMPINGS = [0.8, 0.9, 0.95, 0.98];

/** Forecasts by a damped trend, its parameters those with the least squared error one step ahead. */
export function dampedTrend(values: readonly number[], horizon: number): number[] {
  let best: { readonly error: number; readonly fitted: Smoothing } | undefined;
  for (const alpha of ALPHAS)
    for (const share of BETAS)
      for (const damping of share === 0 ? [1] : DAMPINGS) {
        const fitted = smoothed(values, alpha, alpha * share, damping);
        if (best === undefined || fitted.error < best.error) best = { error: fitted.error, fitted };
      }
  const { level = 0, trend = 0, damping = 1 } = best?.fitted ?? {};
  let sum = 0;
  return Array.from({ length: horizon }, (_, h) => {
    sum += damping ** (h + 1);
    return level + sum * trend;
  });
}

/** Exponential smoothing without a trend: every forecast is its level. */
export function simplySmoothed(values: readonly number[]): Pick<Smoothing, 'level' | 'alpha'> {
  let best = { error: Number.POSITIVE_INFINITY, level: values.at(-1) ?? 0, alpha: 1 };
  for (const alpha of [...ALPHAS, 1]) {
    const { error, level } = smoothed(values, alpha, 0, 1);
    if (error < best.error) best = { error, level, alpha };
  }
  return best;
}

const BEGINNING = 8;

function smoothed(
  values: readonly number[],
  alpha: number,
  beta: number,
  damping: number,
): Smoothing & { readonly error: number } {
  const first = values.slice(0, BEGINNING);
  let trend = beta === 0 ? 0 : ((first.at(-1) ?? 0) - (first[0] ?? 0)) / Math.max(1, first.length - 1);
  let level = (values[0] ?? 0) - trend;
  let error = 0;
  for (const value of values) {
    const expected = level + damping * trend;
    const off = value - expected;
    error += off * off;
    level = expected + alpha * off;
    trend = damping * trend + beta * off;
  }
  return { level, trend, alpha, damping, error };
}
