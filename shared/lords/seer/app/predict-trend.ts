import type { z } from 'zod';
import { DAY } from '../../../kernel/clock.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Due } from '../../../seats/app/review-due.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import { type Made, type Source, turned, type Work } from '../../../seats/domain/work.ts';
import { mean } from '../../../statistics/domain/quantiles.ts';
import type { Metric, Prediction, predictInputSchema } from '../contract/schemas.ts';
import { seer } from '../contract/seat.ts';
import { type DayValue, predict, scoreOf } from '../domain/predict.ts';
import type { SeerDeps } from './deps.ts';
import { readDays, seriesOf } from './read-days.ts';

/** Of so many earlier predictions the scores are shown beside the next one. */
const EARLIER = 20;

/** After the last day is closed: its hours are closed an hour later at most. */
const SCORED_AFTER_MS = 2 * DAY;

export async function predictTrend(
  deps: SeerDeps,
  { workspace, input, now }: Asked<z.output<typeof predictInputSchema>>,
): Promise<Made> {
  const [days, earlier] = await Promise.all([readDays(deps, workspace), earlierScores(deps, workspace)]);
  const history = seriesOf(days, input.metric, now);
  const prediction = predict(history, { ...input, earlier: earlier.get(input.metric) ?? null });
  const { horizonDays, direction, values, methods } = prediction;
  const confidence = confidenceIn(prediction);
  return {
    work: {
      kind: 'prediction',
      title: `${input.metric} of ${horizonDays} days: ${directionWords(direction)}`,
      result: prediction,
      sources: [sourceOf(input.metric, history)],
      confidence,
      dueAt: new Date(Date.parse(values.at(-1)?.day ?? '') + SCORED_AFTER_MS).toISOString(),
    },
    tells: [
      {
        name: earlier.has(input.metric) ? 'TREND_UPDATED' : 'TREND_PREDICTED',
        data: {
          metric: input.metric,
          method: methods
            .filter(({ weight }) => weight > 0)
            .map(({ method }) => method)
            .join(' + '),
          direction,
          horizonDays,
          confidence: confidence.value,
        },
      },
    ],
  };
}

/** What the interval of the mean does not tell is no steadiness. */
export const directionWords = (direction: Prediction['direction']): string =>
  direction === 'stable' ? 'no clear change' : direction.replace('_', ' ');

export const sourceOf = (metric: Metric, history: readonly DayValue[]): Source => ({
  kind: 'analytics',
  id: metric,
  says: `${metric} of ${history.length} days, from ${history[0]?.day} to ${history.at(-1)?.day}.`,
});

/** One minus half the width of the interval of the mean, as a share of the mean. */
function confidenceIn({ values, level }: Prediction): NonNullable<Work['confidence']> {
  const middle = Math.abs(mean(values.map(({ value }) => value)));
  const half = mean(values.map(({ low, high }) => (high - low) / 2));
  const share = middle === 0 ? (half === 0 ? 0 : 1) : half / middle;
  const intervals = `The intervals of ${Math.round(level * 100)} %`;
  return confidenceOf(
    1 - share,
    share > 1
      ? `${intervals} reach further to each side than the forecast is large: it tells little.`
      : `${intervals} reach ${Math.round(share * 100)} % of the forecast to each side.`,
  );
}

interface Scored {
  readonly scored: number;
  readonly covered: number;
  readonly error: number | null;
}

/** How right the predictions were that have been scored, by their series. */
export async function earlierScores(
  { works }: Pick<SeerDeps, 'works'>,
  workspace: string,
): Promise<ReadonlyMap<string, Scored>> {
  const { items } = await works.page(workspace, {
    limit: EARLIER,
    prefix: `${seer.kinds.prediction.prefix}_`,
  });
  const scored = items.flatMap(({ result, outcome }) =>
    outcome === undefined ? [] : [{ metric: String(result['metric']), measures: outcome.measures }],
  );
  return new Map(
    [...Map.groupBy(scored, ({ metric }) => metric)].map(([metric, all]) => {
      const sum = (name: string): number =>
        all.reduce((total, { measures }) => total + (measures[name] ?? 0), 0);
      const naive = sum('naiveError');
      return [
        metric,
        {
          scored: all.length,
          covered: sum('covered') / all.length,
          error: naive > 0 ? sum('error') / naive : sum('error') === 0 ? 1 : null,
        },
      ];
    }),
  );
}

/** Looks up what came, when all days of a prediction are there. */
export async function scorePrediction(
  deps: Pick<SeerDeps, 'analytics'>,
  { workspace, work, now }: Due,
): Promise<Made> {
  const prediction = work.result as unknown as Prediction;
  const history = seriesOf(await readDays(deps, workspace), prediction.metric, now);
  const actual = new Map(history.map(({ day, value }) => [day, value]));
  const { isTotalWithin, ...measures } = scoreOf(prediction, actual);
  const { dueAt: _, ...scored } = turned(seer, work, 'scored');
  const was = prediction.values.map(({ day }) => ({ day, value: actual.get(day) ?? 0 }));
  return {
    work: {
      ...scored,
      sources: [...work.sources, sourceOf(prediction.metric, was)],
      result: { ...work.result, actual: was },
      outcome: {
        at: now.toISOString(),
        held: isTotalWithin,
        measures: { ...measures },
        says:
          `A day was off by ${round(measures.error)} in the mean, naming the last day again by ${round(measures.naiveError)}; ` +
          `${Math.round(measures.covered * 100)} % of the days lay within their intervals of ${Math.round(prediction.level * 100)} %.`,
      },
    },
  };
}

const round = (value: number): number => Number(value.toPrecision(3));
