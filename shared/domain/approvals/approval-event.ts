import type { Actor, RexEvent } from '../events.ts';
import type { Approval } from './approval.ts';

/** An event about an approval as it is after the change: its sequence is the approval's own version. */
export const approvalEvent = (
  approval: Approval,
  name: 'approval.requested' | 'approval.decided' | 'approval.voided',
  actor: Actor,
  now: Date,
  correlationId: string,
): RexEvent => ({
  id: `${approval.id}:${approval.version}`,
  name,
  schemaVersion: 1,
  channel: 'missions',
  workspace: approval.workspace,
  aggregate: { type: 'APPROVAL', id: approval.id },
  sequence: approval.version,
  correlationId,
  actor,
  at: now.toISOString(),
  data: {
    missionId: approval.missionId,
    state: approval.state,
    digest: approval.digest,
    recipients: approval.recipients,
    messages: approval.messages,
    ...(approval.reason === undefined ? {} : { reason: approval.reason }),
  },
});
