import { wilsonInterval } from '../../experiments/domain/proportions.ts';
import type { EndedMission } from '../../missions/domain/ended-mission.ts';
import { quantile } from '../../statistics/domain/quantiles.ts';
import type { Benchmarks } from '../contract/view.ts';
import type { DaySummary } from './snapshot.ts';

const JUDGED: readonly string[] = ['COMPLETED', 'FAILED', 'ESCALATED'];

/** What is usual in a workspace, from its own past. */
export function benchmarksOf(ended: readonly EndedMission[], days: readonly DaySummary[]): Benchmarks {
  const judged = ended.filter(({ state }) => JUDGED.includes(state));
  const completed = judged.filter(({ state }) => state === 'COMPLETED');
  const counted = { successes: completed.length, trials: judged.length };
  const byWorkflow = Map.groupBy(
    completed.filter(({ workedMs }) => workedMs !== undefined),
    ({ workflow }) => workflow,
  );
  const reputations = days.flatMap((day) => Object.values(day.reputations));
  return {
    success:
      judged.length === 0
        ? null
        : {
            completed: counted.successes,
            of: counted.trials,
            rate: counted.successes / counted.trials,
            interval95: wilsonInterval(counted),
          },
    durationMs: Object.fromEntries(
      [...byWorkflow].map(([workflow, missions]) => [
        workflow,
        quartilesOf(missions.map(({ workedMs = 0 }) => workedMs)),
      ]),
    ),
    reputation: reputations.length === 0 ? null : quartilesOf(reputations),
  };
}

const quartilesOf = (values: readonly number[]): NonNullable<Benchmarks['reputation']> => ({
  of: values.length,
  q1: quantile(values, 0.25),
  median: quantile(values, 0.5),
  q3: quantile(values, 0.75),
});
