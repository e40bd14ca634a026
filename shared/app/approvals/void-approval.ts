import type { Approval } from '../../domain/approvals/approval.ts';
import { approvalEvent } from '../../domain/approvals/approval-event.ts';
import { REX } from '../../domain/events.ts';
import type { Mission } from '../../domain/missions/mission.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ApprovalStore } from '../ports/missions.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { approvalOfMission } from './approval-of-mission.ts';

/** Takes a mission's approval out of force, whether it was given yet or not. Harmless when there is none. */
export const voidApproval = (
  deps: { readonly approvals: ApprovalStore; readonly clock: Clock },
  mission: Mission,
  reason: string,
): Promise<void> =>
  retryOnConflict(async () => {
    const approval = await approvalOfMission(deps.approvals, mission);
    if (!approval || (approval.state !== 'pending' && approval.state !== 'approved')) return;
    const voided: Approval = { ...approval, state: 'void', reason };
    const told = { ...voided, version: approval.version + 1 };
    await deps.approvals.save(voided, [
      approvalEvent(told, 'approval.voided', REX, deps.clock.now(), mission.correlationId),
    ]);
  });
