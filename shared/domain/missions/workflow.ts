import type { z } from 'zod';
import type { missionTypeSchema } from '../../contracts/mission.ts';
import { HOUR } from '../../kernel/clock.ts';
import type { StepRecord } from './step.ts';

export interface WorkflowStep {
  readonly name: string;
  readonly agent: string;
  readonly dependsOn: readonly string[];
  /** Part of the progress bar, in percent. */
  readonly weight: number;
  /** What a person is told while it runs. */
  readonly doing: string;
  /** What the step waits for beyond its agent's work. */
  readonly waitsFor?: 'approval' | 'calendar';
}

/** What a mission of a type does: agent steps with dependencies; steps that do not depend on one another run side by side. */
export const WORKFLOWS: Readonly<
  Partial<Record<z.infer<typeof missionTypeSchema>, readonly WorkflowStep[]>>
> = {
  lead_reactivation: checkWorkflow([
    { name: 'score', agent: 'ReviverAgent', dependsOn: [], weight: 10, doing: 'Leads are being scored.' },
    {
      name: 'personalize',
      agent: 'PersonalizerAgent',
      dependsOn: ['score'],
      weight: 5,
      doing: 'The templates are being written.',
    },
    {
      name: 'draft',
      agent: 'PersonalizerAgent',
      dependsOn: ['personalize'],
      weight: 10,
      doing: 'The messages are being drafted.',
    },
    {
      name: 'approve',
      agent: 'person',
      dependsOn: ['draft'],
      weight: 5,
      doing: 'The messages wait for approval.',
      waitsFor: 'approval',
    },
    {
      name: 'outreach',
      agent: 'OutreachAgent',
      dependsOn: ['approve'],
      weight: 60,
      doing: 'The sequence is going out.',
      waitsFor: 'calendar',
    },
  ]),
};

/** Steps whose dependencies are done and that are not done themselves. */
export const readySteps = (
  workflow: readonly WorkflowStep[],
  steps: readonly StepRecord[],
): WorkflowStep[] => {
  const done = new Set(steps.filter((step) => step.state === 'done').map((step) => step.name));
  return workflow.filter((step) => !done.has(step.name) && step.dependsOn.every((name) => done.has(name)));
};

/** Longer than a part may take whose worker died once: a queue gives it to another one after half an hour. */
const STALLED_AFTER_MS = HOUR;

/**
 * Steps that are all work and of which nothing has come in for so long: a part is lost, most likely in the
 * dead-letter queue. What waits for a person or for the calendar does not stall.
 */
export const stalledSteps = (
  workflow: readonly WorkflowStep[],
  steps: readonly StepRecord[],
  now: Date,
): StepRecord[] => {
  const work = new Set(workflow.filter((step) => !step.waitsFor).map((step) => step.name));
  const since = (step: StepRecord): number => Date.parse(step.movedAt ?? step.startedAt);
  return steps.filter(
    (step) =>
      step.state === 'running' && work.has(step.name) && now.getTime() - since(step) > STALLED_AFTER_MS,
  );
};

/** 0 to 100 of a mission that is executing: weights of done steps, and of the done parts of running ones. */
export function progressOf(workflow: readonly WorkflowStep[], steps: readonly StepRecord[]): number {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const share = (step: StepRecord | undefined): number => {
    if (!step) return 0;
    if (step.state === 'done') return 1;
    return step.total > 0 ? Math.min(1, step.done.length / step.total) : 0;
  };
  return Math.floor(workflow.reduce((sum, step) => sum + step.weight * share(byName.get(step.name)), 0));
}

/** @throws Error at start when a dependency is unknown or steps wait for one another. */
function checkWorkflow(steps: readonly WorkflowStep[]): readonly WorkflowStep[] {
  const seen = new Set<string>();
  for (const step of steps) {
    const missing = step.dependsOn.find((name) => !seen.has(name));
    if (missing) throw new Error(`Step ${step.name} depends on ${missing}, which does not come before it`);
    seen.add(step.name);
  }
  return steps;
}
