import { decideByRulesOrEscalate } from '../../domain/decisions/decide.ts';
import { REX } from '../../domain/events.ts';
import { type Mission, missionEvent } from '../../domain/missions/mission.ts';
import { stalledSteps, WORKFLOWS } from '../../domain/missions/workflow.ts';
import { HOUR, MINUTE } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { APPROVAL_STEP } from '../approvals/tell-decision.ts';
import type { ApprovalStore } from '../ports/missions.ts';
import type { MissionQueue, OutboundQueue } from '../ports/queues.ts';
import type { CohortStore } from '../ports/sending.ts';
import { type DispatchDeps, MAX_FAILURES } from './dispatch-mission.ts';
import { holdResources } from './hold-resources.ts';
import { decisionId } from './move-mission.ts';

export type SweepDeps = DispatchDeps & {
  readonly cohorts: CohortStore;
  readonly approvals: ApprovalStore;
  readonly queue: MissionQueue;
  readonly outbound: OutboundQueue;
};

export interface SweepResult {
  readonly dispatched: number;
  readonly restarted: number;
  readonly woken: number;
}

/** A cohort that was due for so long has lost its wake-up, or its worker. */
const OVERDUE_MS = 2 * MINUTE;
const RENEW_BEFORE_MS = HOUR;

/**
 * The reconciler: finds what was lost and drives it on. It is not the engine; when nothing goes wrong, it finds
 * nothing to do.
 */
export async function sweepMissions(deps: SweepDeps): Promise<SweepResult> {
  const unfinished = await deps.missions.unfinished();
  const acts = await mapConcurrent(unfinished, 8, ({ workspace, id }) => sweepMission(deps, workspace, id));
  const now = deps.clock.now();
  const overdue = await deps.cohorts.overdue(new Date(now.getTime() - OVERDUE_MS));
  await deps.outbound.send(overdue);
  return {
    dispatched: acts.filter((act) => act === 'dispatched').length,
    restarted: acts.filter((act) => act === 'restarted').length,
    woken: overdue.length,
  };
}

async function sweepMission(deps: SweepDeps, workspace: string, id: string): Promise<string> {
  const mission = await deps.missions.get(workspace, id);
  if (!mission) return 'gone';
  const now = deps.clock.now();
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
  if (mission.reservation && Date.parse(mission.reservation.until) - now.getTime() < RENEW_BEFORE_MS) {
    const renewed = await holdResources(deps.workspaces, workspace, mission, now);
    if (renewed.ok)
      await ignoreConflict(deps.missions.save({ ...mission, reservation: renewed.reservation }));
  }
  if (mission.state === 'EXECUTING') await sweepSteps(deps, mission, now);
  if (await deps.machine.isRunning(mission.executionArn)) return 'running';
  return restart(deps, workspace, id, now);
}

/** Steps that wait for what has come already, or for what will not come any more. */
async function sweepSteps(deps: SweepDeps, mission: Mission, now: Date): Promise<void> {
  const { workspace, id: missionId, type, approvalId } = mission;
  const workflow = WORKFLOWS[type] ?? [];
  const steps = await deps.missions.steps(workspace, missionId);
  if (stalledSteps(workflow, steps, now).length > 0) {
    await deps.queue.send([{ kind: 'fail-stalled-steps', workspace, missionId }]);
  }
  const started = new Set(steps.map((step) => step.name));
  const hasGoneOn = workflow.some((step) => step.dependsOn.includes(APPROVAL_STEP) && started.has(step.name));
  if (!approvalId || !started.has(APPROVAL_STEP) || hasGoneOn) return;
  const approval = await deps.approvals.get(workspace, approvalId);
  if (approval && approval.state !== 'pending') {
    await deps.queue.send([{ kind: 'settle-approval', workspace, missionId }]);
  }
}

/** The execution is gone though the mission has not ended: the next attempt resumes from the mission's records. */
async function restart(deps: SweepDeps, workspace: string, id: string, now: Date): Promise<string> {
  const mission = await deps.missions.get(workspace, id);
  if (!mission?.executionArn || mission.state === 'QUEUED') return 'changed';
  const decision = decideByRulesOrEscalate(
    decisionId(mission, 'r'),
    {
      state: mission.state,
      situation: 'orphaned',
      failures: mission.failures,
      maxFailures: MAX_FAILURES,
      transient: true,
      error: mission.executionArn,
      paused: false,
      settingsComplete: true,
      waitingFor: null,
      approval: 'none',
    },
    now,
    () => performance.now(),
  );
  const attempt = mission.attempt + 1;
  const change = { now, actor: REX };
  const saved = await ignoreConflict(
    deps.missions.save(
      {
        ...mission,
        attempt,
        executionArn: undefined,
        reason: decision.explanation,
        updatedAt: now.toISOString(),
      },
      { events: [missionEvent(mission, 'mission.restarted', change, { attempt })], decisions: [decision] },
    ),
  );
  if (!saved) return 'changed';
  const executionArn = await deps.machine.start(`${id}-${attempt}`, { workspace, missionId: id, attempt });
  await ignoreConflict(deps.missions.save({ ...saved, executionArn }));
  return 'restarted';
}

/** Somebody else changed the mission meanwhile: the next sweep looks again. */
async function ignoreConflict<T>(save: Promise<T>): Promise<T | undefined> {
  try {
    return await save;
  } catch (error) {
    if (error instanceof RexError && error.code === 'VERSION_CONFLICT') return undefined;
    throw error;
  }
}
