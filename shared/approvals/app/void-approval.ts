import type { Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Approval } from '../domain/approval.ts';
import { approvalEvent } from '../domain/approval-event.ts';
import { approvalOfMission } from './approval-of-mission.ts';
import type { ApprovalStore } from './ports/approvals.ts';

/** Voids the approval of a mission, whether it was decided or not. Harmless when there is none. */
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
