import type { z } from 'zod';
import { utcDay } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Made } from '../../../seats/domain/work.ts';
import type { Prediction, Report, reportInputSchema } from '../contract/schemas.ts';
import { predict } from '../domain/predict.ts';
import type { SeerDeps } from './deps.ts';
import { directionWords, earlierScores, sourceOf } from './predict-trend.ts';
import { readDays, seriesOf } from './read-days.ts';

const LEVEL = 0.8;

/** A part whose series is too short says so in place of a forecast. @throws RexError CONFLICT where all are */
export async function generateForecastReport(
  deps: SeerDeps,
  { workspace, input, now }: Asked<z.output<typeof reportInputSchema>>,
): Promise<Made> {
  const { horizonDays } = input;
  const [days, earlier] = await Promise.all([readDays(deps, workspace), earlierScores(deps, workspace)]);
  const metrics = [...new Set(input.metrics)];
  const parts: Report['parts'] = metrics.map((metric) => {
    const history = seriesOf(days, metric, now);
    try {
      const asked = { metric, horizonDays, level: LEVEL, earlier: earlier.get(metric) ?? null };
      const prediction = predict(history, asked);
      return { metric, prediction: brief(prediction), says: sentenceOf(prediction) };
    } catch (error) {
      if (error instanceof RexError && error.code === 'CONFLICT')
        return { metric, prediction: null, says: error.message };
      throw error;
    }
  });
  const told = parts.filter(({ prediction }) => prediction !== null);
  if (told.length === 0) throw new RexError('CONFLICT', parts[0]?.says ?? 'There is nothing to report.');
  return {
    work: {
      kind: 'report',
      title: `Forecast of ${horizonDays} days: ${told.map(({ metric }) => metric).join(', ')}`,
      result: { horizonDays, parts, madeOn: utcDay(now) } satisfies Report,
      sources: told.map(({ metric }) => sourceOf(metric, seriesOf(days, metric, now))),
    },
  };
}

/** So many days before are shown: a report has several series, and a list many reports. */
const SHOWN = 28;

const brief = (prediction: Prediction): Prediction => ({
  ...prediction,
  history: prediction.history.slice(-SHOWN),
  methods: prediction.methods.filter(({ weight }) => weight > 0),
});

function sentenceOf({ values, direction, level, unit }: Prediction) {
  const sum = (of: (each: (typeof values)[number]) => number): string => {
    const total = values.reduce((all, each) => all + of(each), 0);
    return unit === 'score' ? (total / values.length).toFixed(2) : String(Math.round(total));
  };
  const about = unit === 'score' ? 'in the mean' : 'in all';
  return (
    `${directionWords(direction)}: ${sum(({ value }) => value)} ${about}, ` +
    `between ${sum(({ low }) => low)} and ${sum(({ high }) => high)} if every day keeps its interval of ${level * 100} %.`
  );
}
