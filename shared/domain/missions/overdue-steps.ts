import { HOUR } from '../../kernel/clock.ts';
import { stalledSteps } from './progress.ts';
import type { StepRecord } from './step.ts';
import type { Workflow } from './workflows/workflow.ts';

/** A step that is all work may take so long (spec R4). What waits for a person or for the calendar may take for ever. */
const TIMEOUT_MS = 2 * HOUR;

export interface OverdueStep {
  readonly step: StepRecord;
  /** The error's name for the state machine, by which the rules know it. */
  readonly error: 'Rex.Stalled' | 'Rex.TimedOut';
  readonly cause: string;
}

/** Steps of which nothing comes in any more, and steps that take too long although something does. */
export function overdueSteps(
  workflow: Workflow,
  steps: readonly StepRecord[],
  now: Date,
  /** When a person last tried the mission again: the time counts from there. */
  retriedAt: string | undefined,
): OverdueStep[] {
  const stalled = stalledSteps(workflow, steps, now);
  const work = new Set<string>(workflow.steps.filter((step) => !step.waitsFor).map(({ name }) => name));
  const late = steps.filter((step) => {
    const since = retriedAt && retriedAt > step.startedAt ? retriedAt : step.startedAt;
    const works = step.state === 'running' && work.has(step.name);
    return works && now.getTime() - Date.parse(since) > TIMEOUT_MS;
  });
  return [
    ...late.map((step) => ({
      step,
      error: 'Rex.TimedOut' as const,
      cause: `Step ${step.name} has worked for more than two hours; ${partsOf(step)} are done.`,
    })),
    ...stalled
      .filter((step) => !late.includes(step))
      .map((step) => ({
        step,
        error: 'Rex.Stalled' as const,
        cause: `Nothing came in any more after ${partsOf(step)} of step ${step.name}.`,
      })),
  ];
}

const partsOf = ({ done, total }: StepRecord): string => `${done.length} of ${Math.max(total, 0)} parts`;
