import { HOUR } from '../../kernel/clock.ts';
import type { StepRecord } from './step.ts';
import type { Workflow, WorkflowStep } from './workflows/workflow.ts';

/** Steps whose dependencies are done and that are not done themselves. */
export const readySteps = (workflow: Workflow, steps: readonly StepRecord[]): WorkflowStep[] => {
  const done = new Set(steps.filter((step) => step.state === 'done').map((step) => step.name));
  return workflow.steps.filter(
    ({ name, dependsOn }) => !done.has(name) && dependsOn.every((other) => done.has(other)),
  );
};

/** Longer than a part may take whose worker died once: a queue gives it to another one after half an hour. */
const STALLED_AFTER_MS = HOUR;

/**
 * Steps that are all work and of which nothing has come in for so long: a part is lost, most likely in the
 * dead-letter queue. What waits for a person or for the calendar does not stall.
 */
export const stalledSteps = (workflow: Workflow, steps: readonly StepRecord[], now: Date): StepRecord[] => {
  const work = new Set<string>(workflow.steps.filter((step) => !step.waitsFor).map((step) => step.name));
  const since = (step: StepRecord): number => Date.parse(step.movedAt ?? step.startedAt);
  return steps.filter(
    (step) =>
      step.state === 'running' && work.has(step.name) && now.getTime() - since(step) > STALLED_AFTER_MS,
  );
};

/** 0 to 100 of a mission that is executing: weights of done steps, and of the done parts of running ones. */
export function progressOf(workflow: Workflow, steps: readonly StepRecord[]): number {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const share = (step: StepRecord | undefined): number => {
    if (!step) return 0;
    if (step.state === 'done') return 1;
    return step.total > 0 ? Math.min(1, step.done.length / step.total) : 0;
  };
  return Math.floor(
    workflow.steps.reduce((sum, step) => sum + step.weight * share(byName.get(step.name)), 0),
  );
}
