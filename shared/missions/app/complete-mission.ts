import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Mission } from '../domain/mission.ts';
import { essentialMiss, outcomeOf } from '../domain/outcome.ts';
import { workedMs } from '../domain/worked-time.ts';
import { workflowOf } from '../domain/workflows/workflows.ts';
import { releaseResources } from './hold-resources.ts';
import { moveMission } from './move-mission.ts';
import { currentMission, type ExecutionInput } from './plan-mission.ts';
import type { MissionStore } from './ports/missions.ts';
import type { MissionQueue } from './ports/queues.ts';

export interface CompleteDeps {
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly queue: MissionQueue;
  readonly clock: Clock;
}

export interface CompleteMissionDeps extends CompleteDeps {
  readonly alerts: AlertStore;
}

/**
 * Ends a mission as completed, or as failed when it missed an essential criterion. The resources are released first: a death
 * in between repeats this, not the mission. Missions that wait for them are assigned at once, or by the monitor if this dies
 * before.
 */
export async function completeMission(deps: CompleteMissionDeps, input: ExecutionInput): Promise<void> {
  const mission = await currentMission(deps.missions, input);
  if (mission?.state !== 'OPTIMIZING') return;
  await releaseResources(deps, mission.workspace, mission.id);
  const steps = await deps.missions.steps(mission.workspace, mission.id);
  const outcome = outcomeOf(workflowOf(mission), mission, steps);
  const update = { outcome, workedMs: workedMs(workflowOf(mission), steps) };
  const miss = essentialMiss(workflowOf(mission), outcome);
  const change = { now: deps.clock.now(), actor: REX };
  if (miss) {
    const reason = `${miss.sentence} ${mostly(mission)}`.trim();
    // Raised before the state changes, because after that nothing would repeat this.
    await tellOfFailure(deps, mission, reason);
    await moveMission(deps.missions, mission, 'fail', { ...change, reason }, update);
  } else await moveMission(deps.missions, mission, 'complete', change, update);
  await deps.queue.send([{ kind: 'dispatch-next', workspace: mission.workspace }]);
}

/** The most frequent reason why messages were rejected or not drafted, and what a person can do about it. */
function mostly({ report, approvalId }: Mission): string {
  const { rejectedFor = {}, blockedBy = {} } = report?.messages ?? {};
  const undrafted = `"rex approvals show ${approvalId}" says why they were not drafted.`;
  const reasons: [string, number][] = [
    ...Object.entries(rejectedFor),
    [undrafted, blockedBy['DRAFT_BLOCKED'] ?? 0],
  ];
  const [reason, count] = reasons.filter(([, n]) => n > 0).toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return reason === undefined
    ? ''
    : `${count} of them: ${reason} Correct that, and create the mission anew: what was approved is not changed afterwards.`;
}

const tellOfFailure = (deps: RaiseAlertDeps, mission: Mission, reason: string): Promise<unknown> =>
  raiseAlert(
    deps,
    {
      workspace: mission.workspace,
      type: 'mission.failed',
      severity: 'critical',
      title: `The mission "${mission.name}" could send nothing`,
      message: reason,
      evidence: { missionId: mission.id, missionType: mission.type },
      cause: `mission-failed ${mission.id}`,
    },
    mission.correlationId,
  );
