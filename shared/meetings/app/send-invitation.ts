import { answerView } from '../../inbox/app/answer-context.ts';
import { type SettleAnswerDeps, withdrawAnswer } from '../../inbox/app/settle-answer.ts';
import { checkObstacle, type TakeAnswerDeps, takeAnswer } from '../../inbox/app/take-answer.ts';
import { type Answer, answerIdOf, mayHaveGone } from '../../inbox/domain/answer.ts';
import { type Invitation, invitationWords } from '../../inbox/domain/invitation.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import { shortHash } from '../../kernel/ids.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { MeetingStore } from './ports/meetings.ts';
import type { RecordMeetingDeps } from './record-meeting.ts';

/** The ports of a meeting, and of the answer that its mail is. */
export interface SendInvitationDeps extends RecordMeetingDeps, TakeAnswerDeps, SettleAnswerDeps {
  readonly workspaces: WorkspaceStore;
  readonly meetings: MeetingStore;
}

/** The mail of one version of a meeting: an answer of the inbox, with an id that follows from both. */
export const invitationMailOf = ({ workspace, leadId, id, invitation }: Meeting) => ({
  workspace,
  leadId,
  id: answerIdOf(leadId, shortHash(`${id} ${invitation?.sequence ?? 0}`, 20)),
});

/** @throws RexError NOT_FOUND; CONFLICT when no invitation could reach this person */
export async function checkInvitable(deps: SendInvitationDeps, meeting: Meeting): Promise<void> {
  const invitation = invitationIn(meeting, 'REQUEST');
  const { context } = await answerView(deps, { ...invitationMailOf(meeting), channel: 'email', invitation });
  checkObstacle(context);
}

function invitationIn(meeting: Meeting, method: Invitation['method']): Invitation {
  const { id: meetingId, externalId: uid, startsAt, endsAt, title, location, missionId, step } = meeting;
  const sequence = meeting.invitation?.sequence ?? 0;
  return { method, meetingId, uid, sequence, startsAt, endsAt, title, location, missionId, step };
}

export interface SendInvitation {
  readonly method: Invitation['method'];
  /** Words of the member, before time and place. */
  readonly note?: string | undefined;
  /** Whether the person may know of an earlier version. */
  readonly isKnown: boolean;
  readonly cause: Cause;
}

/**
 * Takes the mail of the present version of a meeting, which goes the way of every answer of a member: guards, approval, claim.
 * The same again finds it.
 * @throws RexError NOT_FOUND, IDEMPOTENCY_MISMATCH; CONFLICT when it could never go out
 */
export function sendInvitation(
  deps: SendInvitationDeps,
  meeting: Meeting,
  { method, note, isKnown, cause }: SendInvitation,
): Promise<Answer> {
  const invitation = invitationIn(meeting, method);
  return takeAnswer(deps, {
    ref: invitationMailOf(meeting),
    requestHash: sha256(JSON.stringify([invitation, note ?? ''])),
    channel: 'email',
    drafted: false,
    invitation,
    words: ({ context: { lead, settings } }) =>
      invitationWords(invitation, {
        note,
        timeZone: lead.profile.timeZone ?? settings.timeZone,
        isKnown,
      }),
    cause,
  });
}

/**
 * Takes back what has not gone out of the versions before the present one, and says whether the person may know of the meeting.
 */
export async function withdrawEarlier(
  deps: SendInvitationDeps,
  meeting: Meeting,
  cause: Cause,
): Promise<boolean> {
  const { workspace, leadId, id: meetingId } = meeting;
  const sequence = meeting.invitation?.sequence ?? 0;
  const earlier = async (): Promise<Answer[]> =>
    (await deps.answers.ofLead(workspace, leadId)).filter(
      ({ invitation }) => invitation?.meetingId === meetingId && invitation.sequence < sequence,
    );
  for (const { id, state } of await earlier()) {
    if (state !== 'pending' && state !== 'queued') continue;
    try {
      await withdrawAnswer(deps, { workspace, id, cause });
    } catch (error) {
      // It goes out at this moment.
      if (!(error instanceof RexError && error.code === 'CONFLICT')) throw error;
    }
  }
  return (await earlier()).some(mayHaveGone);
}
