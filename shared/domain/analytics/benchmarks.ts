import * as z from 'zod';
import { wilsonInterval } from '../experiments/proportions.ts';
import { quantile } from '../statistics/quantiles.ts';
import type { EndedMission } from './ended-mission.ts';
import type { DaySummary } from './snapshot.ts';

const quartilesSchema = z.object({
  of: z.number().int(),
  q1: z.number(),
  median: z.number(),
  q3: z.number(),
});
export type Quartiles = z.infer<typeof quartilesSchema>;

/** What is usual in a workspace, from its own past. */
export const benchmarksSchema = z.object({
  success: z
    .object({
      completed: z.number().int(),
      of: z.number().int().describe('Missions that were completed, failed or escalated'),
      rate: z.number(),
      interval95: z.object({ low: z.number(), high: z.number() }).describe('Wilson score interval'),
    })
    .nullable(),
  durationMs: z
    .record(z.string(), quartilesSchema)
    .describe('Time that agents worked on a completed mission, by workflow'),
  reputation: quartilesSchema
    .nullable()
    .describe('Of sending domains at the end of each of the last 30 days'),
});
export type Benchmarks = z.infer<typeof benchmarksSchema>;

const JUDGED: readonly string[] = ['COMPLETED', 'FAILED', 'ESCALATED'];

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

const quartilesOf = (values: readonly number[]): Quartiles => ({
  of: values.length,
  q1: quantile(values, 0.25),
  median: quantile(values, 0.5),
  q3: quantile(values, 0.75),
});
