import type { StepRecord } from './step.ts';
import type { Workflow } from './workflows/workflow.ts';

/** Working time of the agents of a mission, without steps that wait for people or the calendar. */
export function workedMs(workflow: Workflow, steps: readonly StepRecord[]): number {
  const working = new Set<string>(workflow.steps.flatMap(({ name, waitsFor }) => (waitsFor ? [] : [name])));
  return steps
    .filter(({ name }) => working.has(name))
    .reduce(
      (sum, { startedAt, finishedAt }) =>
        sum + (finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : 0),
      0,
    );
}
