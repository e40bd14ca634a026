import type { AutomationStore } from '../../automations/app/ports/automations.ts';
import { AUTOMATE, type WorkRunDeps, workRun } from '../../automations/app/work-run.ts';
import { isOver, newRun, type Run, runIdOf } from '../../automations/domain/run.ts';
import { RexError } from '../../kernel/errors.ts';
import { shortHash } from '../../kernel/ids.ts';
import { expectParts } from '../../missions/app/mission-steps.ts';
import type { MissionMessage } from '../../missions/contract/messages.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import type { Scheduler } from '../../platform/ports/queues.ts';

export interface StartAutomateDeps extends WorkRunDeps {
  readonly automations: Pick<AutomationStore, 'get'>;
  readonly wake: Scheduler<MissionMessage>;
}

/**
 * Starts the automation of a mission, or goes on with it. A run that has ended without success is started anew only after a
 * person has retried the mission: nothing else starts an automation twice.
 */
export async function startAutomate(
  deps: StartAutomateDeps,
  mission: OutreachMission,
  step: StepRecord,
): Promise<void> {
  const { workspace, id: missionId } = mission;
  const before = await deps.automationRuns.get(workspace, missionId);
  const run = before && !wasRetried(before, mission) ? before : await nextRun(deps, mission, before);
  await expectParts(deps, step, 1);
  // Before anything goes out: whatever becomes of this process, the step is looked at when its time is over.
  await deps.wake.at(`automation-${shortHash(`${workspace} ${runIdOf(run)}`, 20)}`, new Date(run.deadline), {
    kind: 'continue-step',
    workspace,
    missionId,
    step: AUTOMATE,
  });
  await workRun(deps, { workspace, missionId });
}

const wasRetried = (run: Run, { retriedAt }: OutreachMission): boolean =>
  isOver(run) && retriedAt !== undefined && (run.finishedAt ?? '') < retriedAt;

async function nextRun(
  { automations, automationRuns, clock }: StartAutomateDeps,
  mission: OutreachMission,
  before: Run | undefined,
): Promise<Run> {
  const { automation: id = '' } = mission.params;
  const automation = await automations.get(mission.workspace, id);
  if (!automation) throw new RexError('NOT_FOUND', `There is no automation ${id}.`);
  const run = newRun(automation, mission, before, clock.now());
  if (before) return automationRuns.save(run, []);
  await automationRuns.create(run);
  return run;
}
