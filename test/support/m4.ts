import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { METHODS } from '../../shared/series/domain/methods.ts';

/** What the competition counted as one season. */
const SEASON = { Weekly: 1, Hourly: 24 } as const;

export type M4Frequency = keyof typeof SEASON;

const FOLDER = fileURLToPath(new URL('../../../shared/data/m4/', import.meta.url));

export interface M4Series {
  readonly id: string;
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** Series of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020). */
export function m4(frequency: M4Frequency): M4Series[] {
  const tests = new Map(rows(`${frequency}-test`));
  return rows(`${frequency}-train`).map(([id, train]) => ({ id, train, test: tests.get(id) ?? [] }));
}

const rows = (file: string): [string, number[]][] =>
  gunzipSync(readFileSync(`${FOLDER}${file}.csv.gz`))
    .toString('utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((row) => {
      const [id = '', ...values] = row.replaceAll('"', '').split(',');
      return [id, values.filter((each) => each !== '').map(Number)];
    });

/** The error of forecasts against that of Naive2: the mean of two ratios, as the competition ranked by it. 1: no better. */
export function owaOf(
  frequency: M4Frequency,
  series: readonly M4Series[],
  forecast: (values: readonly number[], horizon: number) => readonly number[] | undefined,
): number {
  const period = SEASON[frequency];
  const errors = series.map(({ train, test }) => {
    const horizon = test.length;
    const naive2 = METHODS.naive(train, { horizon, period });
    const found = forecast(train, horizon) ?? naive2;
    return [...errorsOf(found, train, test, period), ...errorsOf(naive2, train, test, period)];
  });
  const total = (column: number): number => errors.reduce((sum, row) => sum + (row[column] ?? 0), 0);
  return (total(0) / total(2) + total(1) / total(3)) / 2;
}

/** sMAPE and MASE. */
function errorsOf(
  found: readonly number[],
  train: readonly number[],
  test: readonly number[],
  period: number,
): [number, number] {
  let [smape, off, scale] = [0, 0, 0];
  for (const [h, actual] of test.entries()) {
    const said = found[h] ?? 0;
    smape += (2 * Math.abs(said - actual)) / (Math.abs(said) + Math.abs(actual));
    off += Math.abs(said - actual);
  }
  for (let n = period; n < train.length; n++) scale += Math.abs((train[n] ?? 0) - (train[n - period] ?? 0));
  return [smape / test.length, off / test.length / (scale / (train.length - period))];
}
