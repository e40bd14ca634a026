import { DEFAULT_THRESHOLDS, decide } from '../../decisions/domain/decide.ts';
import type { FactsOf } from '../../decisions/domain/situations.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { isSender, type Reservation } from '../../domains/domain/pool.ts';
import type { Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceRecord, WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Mission } from '../domain/mission.ts';
import { isWorking } from '../domain/states.ts';
import { type Held, holdResources, releaseResources, renewResources } from './hold-resources.ts';
import { decisionContext, moveMission } from './move-mission.ts';
import type { MissionStore } from './ports/missions.ts';
import type { MissionMachine } from './ports/workflow.ts';

export interface DispatchDeps {
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly machine: MissionMachine;
  readonly clock: Clock;
}

export const MAX_FAILURES = 3;

/**
 * Assigns one queued mission and starts its execution, or records what it waits for. Harmless to repeat from any point: the
 * reservation has the id of its mission, the transition is guarded, and the execution is named by the attempt.
 * @returns what it waits for, or undefined when it was assigned
 */
export async function assignMission(
  deps: DispatchDeps,
  mission: Mission,
  record: WorkspaceRecord | undefined,
): Promise<string | undefined> {
  const now = deps.clock.now();
  const mayStart = record !== undefined && !record.settings.paused;
  const held = mayStart ? await holdResources(deps, mission, now) : undefined;
  const decision = decide(
    decisionContext(mission, 'r', now),
    'dispatch',
    factsOf(mission, record, held),
    record?.settings.rules ?? DEFAULT_THRESHOLDS,
  );
  if (decision.action !== 'assign' || !held?.ok) {
    if (held?.ok) await releaseResources(deps, mission.workspace, mission.id);
    const waitingOn = held?.ok === false ? held.missing.resource : decision.rule;
    // A mission that still waits for the same is not written again, because the sweep asks every minute.
    if (mission.waitingOn !== waitingOn) {
      const updatedAt = now.toISOString();
      const { explanation } = decision;
      await deps.missions.save(
        { ...mission, waitingOn, waitingFor: explanation, reason: explanation, updatedAt },
        { decisions: [decision] },
      );
    }
    return waitingOn;
  }
  let assigned: Mission;
  try {
    assigned = await moveMission(
      deps.missions,
      mission,
      'assign',
      { now, actor: REX, reason: decision.explanation },
      {
        attempt: mission.attempt + 1,
        executionArn: undefined,
        restarts: undefined,
        reservation: held.reservation,
        redraft: mission.redraft || hasAnotherSender(mission, held.reservation),
      },
      [decision],
    );
  } catch (error) {
    await keepOnlyWhatIsHeld(deps, mission, now);
    throw error;
  }
  await startExecution(deps, assigned);
  return undefined;
}

/** Starts the execution of an attempt, unless it was started before. */
export async function startExecution(
  deps: Pick<DispatchDeps, 'missions' | 'machine'>,
  mission: Mission,
): Promise<void> {
  const { workspace, id, attempt } = mission;
  const executionArn = await deps.machine.start(`${id}-${attempt}`, {
    workspace,
    missionId: id,
    attempt,
    correlationId: mission.correlationId,
  });
  // The execution may change its mission before this does.
  await retryOnConflict(async () => {
    const current = await deps.missions.get(workspace, id);
    if (current && current.attempt === attempt && current.executionArn !== executionArn) {
      await deps.missions.save({ ...current, executionArn });
    }
  });
}

/** Whether it worked earlier with another domain than now. */
const hasAnotherSender = ({ reservation }: Mission, now: Reservation): boolean | undefined =>
  (reservation !== undefined && !isSender(reservation, now)) || undefined;

const factsOf = (
  mission: Mission,
  record: WorkspaceRecord | undefined,
  held: Held | undefined,
): FactsOf<'dispatch'> => ({
  state: mission.state,
  paused: record?.settings.paused ?? false,
  settingsComplete: record !== undefined,
  waitingFor: held?.ok === false ? held.missing.sentence : null,
});

/**
 * Handles a mission that changed meanwhile. If it was cancelled, nobody else would release the reservation; if another
 * dispatcher assigned it, the pool must match the mission.
 */
async function keepOnlyWhatIsHeld(deps: DispatchDeps, { workspace, id }: Mission, now: Date): Promise<void> {
  const current = await deps.missions.get(workspace, id);
  if (current && isWorking(current.state)) await renewResources(deps, current, now);
  else if (current?.state !== 'QUEUED') await releaseResources(deps, workspace, id);
}
