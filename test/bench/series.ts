import { forecastSeries } from '../../shared/series/domain/forecast-series.ts';
import { METHODS, type MethodName } from '../../shared/series/domain/methods.ts';
import { type M4Frequency, type M4Series, m4, owaOf } from '../support/m4.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

const PERIODS = { Weekly: [52], Hourly: [24, 168] } as const;
/** OWA in "Evaluation and Ranks" of the competition, over all series of the frequency. */
const PUBLISHED: readonly (readonly [method: string, Weekly: number, Hourly: number])[] = [
  ['M4: Theta', 0.971, 1.006],
  ['M4: Damped', 0.917, 1.141],
  ['M4: sNaive', 1, 0.627],
  ['M4: the winner', 0.851, 0.44],
];
const LEVELS = [0.8, 0.95];

/** How good forecasts are on the series of M4 with even ids, by each method alone and joined; and what intervals cover. */
export async function benchSeries(progress: Progress): Promise<Table[]> {
  const series = { Weekly: m4('Weekly'), Hourly: m4('Hourly') };
  const owa = (
    frequency: M4Frequency,
    forecast: (values: readonly number[], horizon: number) => readonly number[] | undefined,
  ): string => owaOf(frequency, series[frequency], forecast).toFixed(3);
  const alone = (Object.keys(METHODS) as MethodName[]).map((method) => {
    progress(method);
    const at = (frequency: M4Frequency, period: number) =>
      owa(frequency, (values, horizon) => METHODS[method](values, { horizon, period }));
    return [`${method} alone`, at('Weekly', 52), at('Hourly', 24), ''];
  });
  progress('joined');
  const began = performance.now();
  const joined = (frequency: M4Frequency) =>
    owa(
      frequency,
      (values, horizon) => forecastSeries(values, { horizon, periods: PERIODS[frequency] })?.values,
    );
  const [weekly, hourly] = [joined('Weekly'), joined('Hourly')];
  const ms = (performance.now() - began) / (series.Weekly.length + series.Hourly.length);
  progress('intervals');
  return [
    {
      title: `Forecasts of ${series.Weekly.length} weekly and ${series.Hourly.length} hourly series of M4 (OWA; 1 is Naive2)`,
      columns: ['method', 'weekly', 'hourly', 'ms a series'],
      rows: [
        ['joined, as Rex forecasts', weekly, hourly, ms.toFixed(0)],
        ...alone,
        ...PUBLISHED.map(([method, Weekly, Hourly]) => [method, Weekly.toFixed(3), Hourly.toFixed(3), '']),
      ],
      notes: [
        'Aim: 0.90 or less. Published figures are over all series of the competition, these over those with even ids.',
      ],
    },
    {
      title: 'How often the value lay within its interval',
      columns: ['level', 'weekly', 'hourly'],
      rows: LEVELS.map((level) => [
        String(level),
        covered(series.Weekly, PERIODS.Weekly, level),
        covered(series.Hourly, PERIODS.Hourly, level),
      ]),
      notes: [],
    },
  ];
}

function covered(series: readonly M4Series[], periods: readonly number[], level: number): string {
  const hits = series.flatMap(({ train, test }) => {
    const found = forecastSeries(train, { horizon: test.length, periods, level });
    return test.map((value, h) => {
      const { low = 0, high = 0 } = found?.intervals[h] ?? {};
      return value >= low && value <= high;
    });
  });
  return (hits.filter(Boolean).length / hits.length).toFixed(3);
}
