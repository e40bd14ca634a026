import type { StepRecord } from './step.ts';
import type { Workflow, WorkflowStep } from './workflows/workflow.ts';

/** Steps whose dependencies are done and that are not done themselves. */
export const readySteps = (workflow: Workflow, steps: readonly StepRecord[]): WorkflowStep[] => {
  const done = new Set(steps.filter((step) => step.state === 'done').map((step) => step.name));
  return workflow.steps.filter(
    ({ name, dependsOn }) => !done.has(name) && dependsOn.every((other) => done.has(other)),
  );
};

/** Progress of an executing mission, 0 to 100: weights of done steps, and of the done parts of running ones. */
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
