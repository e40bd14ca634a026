import type { Mission } from '../../missions/domain/mission.ts';
import type { MessagesApproval } from '../domain/approval.ts';
import type { ApprovalStore } from './ports/approvals.ts';

/** The approval of the messages of a mission; undefined while there is none. */
export async function approvalOfMission(
  approvals: Pick<ApprovalStore, 'get'>,
  { workspace, approvalId }: Pick<Mission, 'workspace' | 'approvalId'>,
): Promise<MessagesApproval | undefined> {
  const approval = approvalId === undefined ? undefined : await approvals.get(workspace, approvalId);
  return approval?.subject === 'messages' ? approval : undefined;
}
