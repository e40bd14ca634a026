import { decideByRulesOrEscalate } from '../../domain/decisions/decide.ts';
import type { MissionFacts } from '../../domain/decisions/rules/facts.ts';
import { REX } from '../../domain/events.ts';
import type { Mission } from '../../domain/missions/mission.ts';
import { isWorking } from '../../domain/missions/states.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { MissionStore } from '../ports/missions.ts';
import type { MissionMachine } from '../ports/workflow.ts';
import type { WorkspaceStore } from '../ports/workspace.ts';
import { holdResources, releaseResources } from './hold-resources.ts';
import { decisionId, moveMission } from './move-mission.ts';

export interface DispatchDeps {
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
  readonly machine: MissionMachine;
  readonly clock: Clock;
}

export const MAX_FAILURES = 3;

/**
 * Assigns a queued mission and starts its execution, or records what it waits for. Harmless to repeat at any
 * point: the reservation knows its mission, the transition is guarded, and the execution is named by the attempt.
 */
export async function dispatchMission(
  deps: DispatchDeps,
  workspace: string,
  missionId: string,
): Promise<void> {
  const mission = await deps.missions.get(workspace, missionId);
  if (mission?.state === 'QUEUED') {
    const assigned = await assign(deps, mission);
    if (assigned) await start(deps, assigned);
  } else if (mission && isWorking(mission.state) && !mission.executionArn) {
    await start(deps, mission);
  }
}

async function assign(deps: DispatchDeps, mission: Mission): Promise<Mission | undefined> {
  const now = deps.clock.now();
  const record = await deps.workspaces.get(mission.workspace);
  const mayStart = record !== undefined && !record.settings.paused;
  const reserved = mayStart
    ? await holdResources(deps.workspaces, mission.workspace, mission, now)
    : undefined;
  const facts: MissionFacts = {
    state: mission.state,
    situation: 'dispatch',
    failures: mission.failures,
    maxFailures: MAX_FAILURES,
    transient: false,
    error: '',
    paused: record?.settings.paused ?? false,
    settingsComplete: record !== undefined,
    waitingFor: reserved?.ok === false ? reserved.waitingFor : null,
    approval: 'none',
  };
  const decision = decideByRulesOrEscalate(decisionId(mission, 'r'), facts, now, () => performance.now());
  if (decision.action !== 'assign' || !reserved?.ok) {
    // A mission that waits for the same as before is not written again: the sweep asks every two minutes.
    if (mission.waitingFor !== decision.explanation) {
      await deps.missions.save(
        {
          ...mission,
          waitingFor: decision.explanation,
          reason: decision.explanation,
          updatedAt: now.toISOString(),
        },
        { decisions: [decision] },
      );
    }
    return undefined;
  }
  try {
    return await moveMission(
      deps.missions,
      mission,
      'assign',
      { now, actor: REX, reason: decision.explanation },
      { attempt: mission.attempt + 1, executionArn: undefined, reservation: reserved.reservation },
      [decision],
    );
  } catch (error) {
    await keepOnlyWhatIsHeld(deps, mission);
    throw error;
  }
}

/** The mission changed under us; if it was cancelled, nobody else would give the reservation back. */
async function keepOnlyWhatIsHeld(deps: DispatchDeps, { workspace, id }: Mission): Promise<void> {
  const current = await deps.missions.get(workspace, id);
  if (!current || current.state === 'CANCELLED') await releaseResources(deps.workspaces, workspace, id);
}

async function start(deps: DispatchDeps, mission: Mission): Promise<void> {
  const { workspace, id, attempt } = mission;
  const executionArn = await deps.machine.start(`${id}-${attempt}`, { workspace, missionId: id, attempt });
  const current = await deps.missions.get(workspace, id);
  if (current && current.attempt === attempt && current.executionArn !== executionArn) {
    await deps.missions.save({ ...current, executionArn });
  }
}
