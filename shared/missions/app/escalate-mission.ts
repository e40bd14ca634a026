import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { Decision } from '../../decisions/domain/decision.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { REX } from '../../kernel/events.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Mission, MissionChange } from '../domain/mission.ts';
import { releaseResources } from './hold-resources.ts';
import { moveMission } from './move-mission.ts';
import type { MissionStore } from './ports/missions.ts';
import type { MissionQueue } from './ports/queues.ts';

export interface EscalateDeps extends RaiseAlertDeps {
  readonly missions: MissionStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: PoolStore;
  readonly queue: MissionQueue;
}

export interface Escalation {
  readonly decision: Decision;
  readonly reason: string;
  readonly failures: number;
  readonly step?: string | undefined;
  readonly update?: MissionChange;
}

/**
 * Escalates a mission to a person: its resources are released, and the next mission in the queue is assigned. The alert is
 * raised before the state changes, because after that nothing would repeat this.
 */
export async function escalateMission(
  deps: EscalateDeps,
  mission: Mission,
  { decision, reason, failures, step, update = {} }: Escalation,
): Promise<void> {
  const { workspace, id, name, type, correlationId } = mission;
  await releaseResources(deps, workspace, id);
  await raiseAlert(
    deps,
    {
      workspace,
      type: 'mission.escalated',
      severity: 'critical',
      title: `The mission "${name}" cannot go on by itself`,
      message: reason,
      evidence: { missionId: id, missionType: type, failures, step: step ?? null },
      cause: `mission-escalated ${id}`,
    },
    correlationId,
  );
  const change = { now: deps.clock.now(), actor: REX, reason };
  await moveMission(deps.missions, mission, 'escalate', change, update, [decision]);
  await deps.queue.send([{ kind: 'dispatch-next', workspace }]);
}
