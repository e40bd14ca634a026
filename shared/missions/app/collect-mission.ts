import { addMs, DAY } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import type { Scheduler } from '../../platform/ports/queues.ts';
import type { MissionMessage } from '../contract/messages.ts';
import { isOutreach } from '../contract/mission.ts';
import { expectParts, finishPart, openStep, type StepDeps } from './mission-steps.ts';
import { moveMission } from './move-mission.ts';
import { type ExecutionInput, missionOrSuperseded } from './plan-mission.ts';
import type { MissionHooks } from './ports/hooks.ts';

export interface CollectDeps extends StepDeps {
  readonly hooks: Pick<MissionHooks, 'mayBeAnswered'>;
  readonly wake: Scheduler<MissionMessage>;
}

const STEP = 'collect';
const WINDOW_PART = 'window';

/**
 * Waits, by task token, until the time for replies is over. Replies arrive as events; nothing polls.
 */
export async function collectMission(
  deps: CollectDeps,
  input: ExecutionInput & { readonly token: string },
): Promise<void> {
  let mission = await missionOrSuperseded(deps, input);
  if (!mission) return;
  const now = deps.clock.now();
  if (mission.state === 'EXECUTING') {
    const days =
      isOutreach(mission) && (await deps.hooks.mayBeAnswered(mission)) ? mission.params.collectDays : 0;
    const closesAt = addMs(now, days * DAY);
    mission = await moveMission(
      deps.missions,
      mission,
      'collect',
      { now, actor: REX },
      {
        windowClosesAt: closesAt.toISOString(),
      },
    );
  }
  const ref = { workspace: input.workspace, missionId: input.missionId, name: STEP };
  await openStep(deps, ref, input.token);
  await expectParts(deps, ref, 1, { state: 'waiting' });
  const closesAt = new Date(mission.windowClosesAt ?? now);
  if (closesAt <= now) await finishPart(deps, ref, WINDOW_PART);
  else {
    await deps.wake.at(`${mission.id}-window`, closesAt, {
      kind: 'close-window',
      workspace: mission.workspace,
      missionId: mission.id,
    });
  }
}

/** Continues the waiting execution when the time for replies is over. Early or repeated calls do nothing. */
export async function closeWindow(deps: StepDeps, workspace: string, missionId: string): Promise<void> {
  const mission = await deps.missions.get(workspace, missionId);
  if (mission?.state !== 'COLLECTING' || !mission.windowClosesAt) return;
  if (deps.clock.now().toISOString() < mission.windowClosesAt) return;
  await finishPart(deps, { workspace, missionId, name: STEP }, WINDOW_PART);
}
