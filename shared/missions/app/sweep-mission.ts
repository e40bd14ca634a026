import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { DEFAULT_THRESHOLDS, decide } from '../../decisions/domain/decide.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { Pool } from '../../domains/domain/pool.ts';
import { type Clock, HOUR } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type Mission, missionEvent } from '../domain/mission.ts';
import { isTerminal } from '../domain/states.ts';
import { escalateMission } from './escalate-mission.ts';
import { watchMission } from './fail-stalled-steps.ts';
import { keepHolding } from './hold-resources.ts';
import { decisionContext } from './move-mission.ts';
import type { MissionHooks } from './ports/hooks.ts';
import type { MissionStore } from './ports/missions.ts';
import type { MissionQueue } from './ports/queues.ts';
import type { MissionMachine } from './ports/workflow.ts';

export interface SweepMissionDeps {
  readonly missions: MissionStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: PoolStore;
  readonly machine: MissionMachine;
  readonly clock: Clock;
  readonly alerts: AlertStore;
  readonly queue: MissionQueue;
  readonly hooks: Pick<MissionHooks, 'answerIsLate'>;
}

export type SweepAct = 'gone' | 'dispatched' | 'running' | 'changed' | 'restarted' | 'escalated';

const RENEW_BEFORE_MS = HOUR;

/**
 * Checks one working mission, and continues it where it has stopped.
 * @param takePool the pool of a workspace, where it was read a moment ago
 */
export async function sweepMission(
  deps: SweepMissionDeps,
  workspace: string,
  id: string,
  takePool?: (workspace: string) => Promise<Pool | undefined> | undefined,
): Promise<SweepAct> {
  const mission = await deps.missions.get(workspace, id);
  if (!mission || isTerminal(mission.state)) return 'gone';
  const now = deps.clock.now();
  // Also of a mission whose execution nobody knows yet: it works, and sends nothing without its places.
  if (isEndingSoon(mission, now))
    await ignoreConflict(keepHolding(deps, mission, now, await takePool?.(workspace)));
  if (mission.state === 'QUEUED' || !mission.executionArn) {
    await deps.queue.send([{ kind: 'dispatch', workspace, missionId: id }]);
    return 'dispatched';
  }
  if (
    mission.windowClosesAt &&
    mission.state === 'COLLECTING' &&
    mission.windowClosesAt <= now.toISOString()
  ) {
    await deps.queue.send([{ kind: 'close-window', workspace, missionId: id }]);
  }
  if (mission.state === 'EXECUTING') await sweepSteps(deps, mission);
  if (await deps.machine.isRunning(mission.executionArn)) return 'running';
  return restart(deps, mission, mission.executionArn, now);
}

/** A mission that has lost a place continues, but sends nothing until it gets the place back: sends check the reservation. */
const isEndingSoon = ({ reservation }: Mission, now: Date): boolean =>
  reservation !== undefined && Date.parse(reservation.until) - now.getTime() < RENEW_BEFORE_MS;

/** Steps that wait for an answer that has come already, or will not come any more. */
async function sweepSteps(deps: SweepMissionDeps, mission: Mission): Promise<void> {
  const { workspace, id: missionId } = mission;
  const steps = await deps.missions.steps(workspace, missionId);
  if ((await watchMission(deps, mission, steps)).length > 0) {
    await deps.queue.send([{ kind: 'fail-stalled-steps', workspace, missionId }]);
  }
  if (await deps.hooks.answerIsLate(mission, steps)) {
    await deps.queue.send([{ kind: 'settle-approval', workspace, missionId }]);
  }
}

/**
 * Handles a lost execution of a mission that has not ended: the decision engine decides whether the next attempt resumes from
 * the records of the mission, or whether the mission is escalated.
 */
async function restart(
  deps: SweepMissionDeps,
  { workspace, id }: Pick<Mission, 'workspace' | 'id'>,
  gone: string,
  now: Date,
): Promise<SweepAct> {
  const mission = await deps.missions.get(workspace, id);
  // It ended just now, which is why its execution is gone, or somebody else has started the next one.
  if (mission?.executionArn !== gone || mission.state === 'QUEUED' || isTerminal(mission.state))
    return 'changed';
  const { rules = DEFAULT_THRESHOLDS } = (await deps.workspaces.get(workspace))?.settings ?? {};
  const { restarts = 0 } = mission;
  const decision = decide(
    decisionContext(mission, 'r', now),
    'orphaned',
    { state: mission.state, error: mission.executionArn, restarts },
    rules,
  );
  if (decision.action === 'escalate') {
    const escalation = { decision, reason: decision.explanation, failures: mission.failures };
    const escalated = await ignoreConflict(escalateMission(deps, mission, escalation).then(() => true));
    return escalated ? 'escalated' : 'changed';
  }
  const attempt = mission.attempt + 1;
  const change = { now, actor: REX };
  const saved = await ignoreConflict(
    deps.missions.save(
      {
        ...mission,
        attempt,
        executionArn: undefined,
        restarts: restarts + 1,
        reason: decision.explanation,
        updatedAt: now.toISOString(),
      },
      { events: [missionEvent(mission, 'mission.restarted', change, { attempt })], decisions: [decision] },
    ),
  );
  if (!saved) return 'changed';
  const executionArn = await deps.machine.start(`${id}-${attempt}`, {
    workspace,
    missionId: id,
    attempt,
    correlationId: mission.correlationId,
  });
  await ignoreConflict(deps.missions.save({ ...saved, executionArn }));
  return 'restarted';
}

/** On a conflict the mission was changed meanwhile, and the next sweep checks it again. */
async function ignoreConflict<T>(save: Promise<T>): Promise<T | undefined> {
  try {
    return await save;
  } catch (error) {
    if (error instanceof RexError && error.code === 'VERSION_CONFLICT') return undefined;
    throw error;
  }
}
