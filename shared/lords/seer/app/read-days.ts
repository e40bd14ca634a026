import type { DaySummary } from '../../../analytics/domain/snapshot.ts';
import { addMs, DAY, utcDay } from '../../../kernel/clock.ts';
import type { Metric } from '../contract/schemas.ts';
import { type DayValue, filled } from '../domain/predict.ts';
import type { SeerDeps } from './deps.ts';

/** Two years: what methods choose by is newer. */
const MOST_DAYS = 730;

/** The summed days of a workspace, oldest first, without today. */
export const readDays = (
  { analytics }: Pick<SeerDeps, 'analytics'>,
  workspace: string,
): Promise<DaySummary[]> => analytics.days(workspace, MOST_DAYS);

/** A number of every day until yesterday. The reputation of a day is the mean of its domains. */
export function seriesOf(days: readonly DaySummary[], metric: Metric, now: Date): DayValue[] {
  const known = days.flatMap(({ day, counts, reputations }): DayValue[] => {
    if (metric !== 'reputation') return [{ day, value: counts[metric] ?? 0 }];
    const values = Object.values(reputations);
    return values.length === 0
      ? []
      : [{ day, value: values.reduce((sum, value) => sum + value, 0) / values.length }];
  });
  const yesterday = utcDay(addMs(now, -DAY));
  return filled(known, yesterday, { keepLast: metric === 'reputation' });
}
