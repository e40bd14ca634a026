import { isStanding } from '../../domain/approvals/approval.ts';
import { decideByRulesOrEscalate } from '../../domain/decisions/decide.ts';
import { REX } from '../../domain/events.ts';
import { unitInterval } from '../../kernel/hash.ts';
import type { ApprovalStore } from '../ports/missions.ts';
import { MAX_FAILURES } from './assign-mission.ts';
import type { CompleteDeps } from './complete-mission.ts';
import { releaseResources } from './hold-resources.ts';
import { decisionId, moveMission } from './move-mission.ts';
import { currentMission, type ExecutionInput } from './plan-mission.ts';

export interface Recovery {
  readonly next: 'retry' | 'end';
  /** Seconds to wait before a retry. */
  readonly waitSeconds: number;
}

const BASE_SECONDS = 10;

/** Errors that trying again cannot mend. Anything else may be a fault of the moment. */
const PERMANENT = /^(Rex\.Permanent|Rex\.Rejected|Rex\.Expired)$/;

/** A step of the machine failed: the decision engine says whether to try again, hand over to a person, or end. */
export async function recoverMission(
  deps: CompleteDeps & { readonly approvals: ApprovalStore },
  input: ExecutionInput & { readonly error: { readonly Error: string; readonly Cause: string } },
): Promise<Recovery> {
  const mission = await currentMission(deps.missions, input);
  if (!mission) return { next: 'end', waitSeconds: 0 };
  const now = deps.clock.now();
  const approval = mission.approvalId
    ? await deps.approvals.get(mission.workspace, mission.approvalId)
    : undefined;
  const failures = mission.failures + 1;
  const decision = decideByRulesOrEscalate(
    decisionId(mission, 'r'),
    {
      state: mission.state,
      situation: 'failure',
      failures,
      maxFailures: MAX_FAILURES,
      transient: !PERMANENT.test(input.error.Error),
      error: `${input.error.Error}: ${input.error.Cause}`.slice(0, 500),
      paused: false,
      settingsComplete: true,
      waitingFor: null,
      approval: approval && isStanding(approval, mission) ? approval.state : 'none',
    },
    now,
    () => performance.now(),
  );
  if (decision.action === 'retry') {
    await deps.missions.save(
      { ...mission, failures, reason: decision.explanation, updatedAt: now.toISOString() },
      { decisions: [decision] },
    );
    // Full jitter (AWS Architecture Blog), from the ids: the same failure waits the same time when it is replayed.
    const jitter = unitInterval(`${mission.id} ${mission.attempt} ${failures}`);
    return { next: 'retry', waitSeconds: Math.ceil(jitter * BASE_SECONDS * 2 ** failures) };
  }
  await releaseResources(deps.workspaces, mission.workspace, mission.id);
  const event = decision.action === 'fail' ? 'fail' : 'escalate';
  await moveMission(
    deps.missions,
    mission,
    event,
    { now, actor: REX, reason: decision.explanation },
    { failures },
    [decision],
  );
  await deps.queue.send([{ kind: 'dispatch-next', workspace: mission.workspace }]);
  return { next: 'end', waitSeconds: 0 };
}
