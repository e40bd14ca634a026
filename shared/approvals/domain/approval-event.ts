import { type Actor, newEvent, type RexEvent } from '../../kernel/events.ts';
import { approvalEvents } from '../contract/events.ts';
import type { Approval } from './approval.ts';

/** An event about an approval as it is after the change. Its sequence is the version of the approval. */
export const approvalEvent = (
  approval: Approval,
  name: keyof typeof approvalEvents,
  actor: Actor,
  now: Date,
  correlationId: string,
): RexEvent =>
  newEvent(
    approvalEvents,
    name,
    {
      about: approval.id,
      sequence: approval.version,
      id: `${approval.id}:${approval.version}`,
      workspace: approval.workspace,
      correlationId,
      actor,
      data: {
        state: approval.state,
        digest: approval.digest,
        ...subjectOf(approval),
        ...(approval.reason === undefined ? {} : { reason: approval.reason }),
      },
    },
    now,
  );

function subjectOf(approval: Approval) {
  const { subject } = approval;
  if (subject === 'messages') {
    const { missionId, recipients, messages } = approval;
    return { subject, missionId, recipients, messages };
  }
  if (subject === 'answer') {
    const { answerId: answer, leadId } = approval;
    return { subject, answer, leadId };
  }
  if (subject === 'task') {
    const { taskId, type, title } = approval;
    return { subject, taskId, type, title };
  }
  const { recommendationId, change } = approval;
  return { subject, recommendationId, change };
}
