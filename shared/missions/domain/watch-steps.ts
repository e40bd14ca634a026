import type { RuleSettings } from '../../decisions/contract/settings.ts';
import { type DecisionContext, decide } from '../../decisions/domain/decide.ts';
import type { Decision } from '../../decisions/domain/decision.ts';
import { HOUR, MINUTE } from '../../kernel/clock.ts';
import type { StepRecord } from './step.ts';
import type { Workflow } from './workflows/workflow.ts';

export interface WatchedStep {
  readonly step: StepRecord;
  /** The name of the error for the state machine, by which recovery decides whether a retry can help. */
  readonly error: 'Rex.Stalled' | 'Rex.TimedOut';
  readonly decision: Decision;
}

/**
 * Steps to fail: those without progress (a part is lost, most likely in the dead-letter queue), and those that work for too
 * long in spite of progress. Waiting for a person or for the calendar is no work, however long it takes. The time starts
 * anew when a person retries the mission.
 */
export function stepsToFail(
  workflow: Workflow,
  steps: readonly StepRecord[],
  {
    retriedAt,
    thresholds,
    context,
  }: {
    readonly retriedAt: string | undefined;
    readonly thresholds: RuleSettings;
    readonly context: DecisionContext;
  },
): WatchedStep[] {
  const work = new Set<string>(workflow.steps.filter((step) => !step.waitsFor).map(({ name }) => name));
  return steps
    .filter((step) => step.state === 'running' && work.has(step.name))
    .flatMap((step) => {
      const now = context.now.getTime();
      const since = (at: string): number => now - Math.max(Date.parse(at), Date.parse(retriedAt ?? at));
      const facts = {
        step: step.name,
        minutesSinceProgress: Math.floor(since(step.movedAt ?? step.startedAt) / MINUTE),
        hoursWorking: Math.round((since(step.startedAt) / HOUR) * 100) / 100,
        parts: `${step.done.length} of ${Math.max(step.total, 0)} parts`,
      };
      const decision = decide({ ...context, id: `${context.id}-${step.name}` }, 'watch', facts, thresholds);
      if (decision.action !== 'fail-step') return [];
      const error = facts.hoursWorking > thresholds.missionTimeoutHours ? 'Rex.TimedOut' : 'Rex.Stalled';
      return [{ step, error, decision }];
    });
}
