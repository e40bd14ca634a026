import { scheduleProblems } from '../../shared/planning/domain/check-schedule.ts';
import { planProject } from '../../shared/planning/domain/plan-project.ts';
import { j30 } from '../support/psplib.ts';
import { percentile } from './samples.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

const NAIVE = { schedules: 1 };
const MS = 1_000;

/** How far plans are from the proven optimum, beside one schedule by the rule of the latest start. */
export async function benchPlanning(progress: Progress): Promise<Table[]> {
  const instances = j30();
  const rows = [
    { what: 'one schedule, by the latest start', effort: () => NAIVE },
    { what: '1,000 schedules', effort: () => ({ schedules: 1_000 }) },
    { what: '5,000 schedules', effort: () => ({ schedules: 5_000 }) },
    {
      what: `as many as ${MS} ms allow`,
      effort: () => {
        const began = performance.now();
        return { schedules: Number.POSITIVE_INFINITY, isOver: () => performance.now() - began > MS };
      },
    },
  ].map(({ what, effort }) => {
    progress(`planning: ${what}`);
    const found = instances.map(({ project, optimum }) => {
      const began = performance.now();
      const plan = planProject(project, effort());
      const ms = performance.now() - began;
      return { gap: plan.end / optimum - 1, ms, problems: scheduleProblems(project, plan).length };
    });
    const gaps = found.map(({ gap }) => gap);
    const times = found.map(({ ms }) => ms);
    return [
      what,
      percent(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length),
      percent(Math.max(...gaps)),
      `${gaps.filter((gap) => gap === 0).length} of ${gaps.length}`,
      String(found.reduce((sum, { problems }) => sum + problems, 0)),
      percentile(times, 0.5).toFixed(1),
      percentile(times, 0.99).toFixed(1),
    ];
  });
  return [
    {
      title: 'Plans of 30 activities and four resources: PSPLIB j30',
      columns: ['search', 'mean gap to the optimum', 'worst', 'optimal', 'faults', 'p50, ms', 'p99, ms'],
      rows,
      notes: ['Aim: a mean gap of 0.5 % within 1,000 ms. It ends early where the bound is reached.'],
    },
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
