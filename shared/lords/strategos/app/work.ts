import type { Acts } from '../../../seats/app/carry-out.ts';
import type { Looks } from '../../../seats/app/look.ts';
import type { Reviews } from '../../../seats/app/review-due.ts';
import type { Cards } from '../../../seats/app/view-seat.ts';
import type { strategos } from '../contract/seat.ts';
import { allocateResource } from './allocate-resource.ts';
import { assignTask } from './assign-task.ts';
import { createPlan } from './create-plan.ts';
import type { GiveDeps, StrategosDeps } from './deps.ts';
import { optimizeTimeline } from './optimize-timeline.ts';
import { planOf, reviewPlan } from './plans.ts';
import { reportProgress } from './report-progress.ts';
import { reviewTask } from './review-task.ts';
import { resourceUtilization } from './view-utilization.ts';

export const acts: Acts<typeof strategos, StrategosDeps> = {
  createPlan,
  assignTask,
  reportProgress,
  allocateResource,
  optimizeTimeline,
};

export const looks: Looks<typeof strategos, StrategosDeps> = { resourceUtilization };

export const reviews: Reviews<GiveDeps> = { task: reviewTask, plan: reviewPlan };

export const cards: Cards = (works) => {
  const plans = works.filter(({ kind }) => kind === 'plan');
  const open = plans.filter(({ state }) => state !== 'completed');
  const ended = plans.filter(({ outcome }) => outcome !== undefined);
  const percents = open.map((work) => planOf(work).percent);
  const late = works.filter(
    ({ kind, state }) => kind === 'task' && (state === 'delayed' || state === 'blocked'),
  );
  return [
    {
      title: 'Open plans',
      value: open.length,
      unit: 'count',
      of: open,
      says: 'They have activities that are not completed.',
    },
    {
      title: 'Done of open plans',
      value: open.length === 0 ? null : percents.reduce((sum, each) => sum + each, 0) / open.length / 100,
      unit: 'share',
      of: open,
      says: 'By planned days, the mean of the plans.',
    },
    {
      title: 'Tasks late or blocked',
      value: late.length,
      unit: 'count',
      of: late,
      says: 'Somebody has to look at them.',
    },
    {
      title: 'Plans that ended in time',
      value: ended.length === 0 ? null : ended.filter(({ outcome }) => outcome?.held).length / ended.length,
      unit: 'share',
      of: ended,
      says: `Of ${ended.length} that are completed.`,
    },
  ];
};
