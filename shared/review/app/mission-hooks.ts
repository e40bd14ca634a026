import { approvalOfMission } from '../../approvals/app/approval-of-mission.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { APPROVAL_STEP } from '../../approvals/app/tell-decision.ts';
import { voidApproval } from '../../approvals/app/void-approval.ts';
import { isStanding } from '../../approvals/domain/approval.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundQueue } from '../../drafting/app/ports/queues.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { MissionHooks } from '../../missions/app/ports/hooks.ts';
import { workflowOf } from '../../missions/domain/workflows/workflows.ts';
import { type WaitForSendersDeps, waitForSenders } from '../../sending/app/wait-for-senders.ts';
import { type RedraftDeps, redraftMission } from './redraft-mission.ts';

/** The hooks of the engine for approvals. */
export const approvalHooks = (deps: {
  readonly approvals: ApprovalStore;
  readonly clock: Clock;
}): Pick<MissionHooks, 'takeBack' | 'answerOf' | 'answerIsLate'> => ({
  takeBack: {
    'void-approval': (mission) =>
      voidApproval(deps, mission, 'The mission has ended: there is nothing more to approve.'),
  },
  answerOf: async (mission) => {
    const approval = await approvalOfMission(deps.approvals, mission);
    return approval && isStanding(approval, mission) ? approval.state : 'none';
  },
  answerIsLate: async (mission, steps) => {
    if (!mission.approvalId) return false;
    // A step that was reset because the sender changed has no token.
    const started = new Set(steps.filter(({ token }) => token !== undefined).map(({ name }) => name));
    const hasGoneOn = workflowOf(mission).steps.some(
      ({ name, dependsOn }) => dependsOn.includes(APPROVAL_STEP) && started.has(name),
    );
    if (!started.has(APPROVAL_STEP) || hasGoneOn) return false;
    const approval = await deps.approvals.get(mission.workspace, mission.approvalId);
    return approval !== undefined && approval.state !== 'pending';
  },
});

/** The hooks of the engine for outgoing messages. */
export const sendingHooks = (
  deps: WaitForSendersDeps,
): Pick<MissionHooks, 'mayBeAnswered' | 'waitUntilQuiet'> => ({
  mayBeAnswered: async ({ workspace, id }) => {
    const counts = (await deps.cohorts.list(workspace, id)).map((cohort) => cohort.counts);
    return counts.some(({ sent = 0, unknown = 0 }) => sent + unknown > 0);
  },
  waitUntilQuiet: ({ workspace, id }) => waitForSenders(deps, workspace, [id]),
});

export const redraftHook = (deps: RedraftDeps): Pick<MissionHooks, 'redraft'> => ({
  redraft: (mission) => redraftMission(deps, mission),
});

export const overdueHook = (deps: {
  readonly cohorts: CohortStore;
  readonly outbound: OutboundQueue;
}): Pick<MissionHooks, 'wakeOverdue'> => ({
  wakeOverdue: async (before) => {
    const overdue = await deps.cohorts.overdue(before);
    await deps.outbound.send(overdue.map((place) => ({ ...place, byClock: true as const })));
    return overdue.length;
  },
});
