import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { MeetingView } from '../contract/meeting.ts';
import { accountOf, type CalendarDeps } from './calendar-of.ts';
import { callOffInvitation } from './change-invitation.ts';
import { recordMeeting } from './record-meeting.ts';
import type { SendInvitationDeps } from './send-invitation.ts';
import { viewMeeting } from './view-meetings.ts';

export interface CancelMeetingDeps extends SendInvitationDeps, CalendarDeps {}

export interface CancelMeeting {
  readonly workspace: string;
  readonly id: string;
  /** What the person is told. */
  readonly reason: string;
  readonly cause: Cause;
}

/**
 * Calls a meeting off at its service, which tells the person, and records it; one to which Rex invited by mail is called off by
 * mail. What the service tells of it afterwards changes nothing. The same again changes nothing.
 * @throws RexError NOT_FOUND; CONFLICT for a meeting that was moved or is over; and what the service says
 */
export async function cancelMeeting(
  deps: CancelMeetingDeps,
  { workspace, id, reason, cause }: CancelMeeting,
): Promise<MeetingView> {
  const meeting = await deps.meetings.get(workspace, id);
  if (!meeting) throw new RexError('NOT_FOUND', `There is no meeting ${id}.`);
  const { state, source, externalId, leadId } = meeting;
  if (source !== 'email' && (state === 'cancelled' || state === 'declined'))
    return viewMeeting(deps, workspace, id);
  if (state === 'rescheduled')
    throw new RexError('CONFLICT', 'Another meeting took the place of this one: call that one off.');
  if (meeting.endsAt <= deps.clock.now().toISOString())
    throw new RexError('CONFLICT', 'This meeting is over: it cannot be called off.');
  if (source === 'email') {
    await callOffInvitation(deps, meeting, { reason, cause });
    return viewMeeting(deps, workspace, id);
  }
  await accountOf(deps, workspace, source).cancel(externalId, reason);
  const { toldAt: _, ...told } = meeting;
  const known = { ...told, source };
  const at = deps.clock.now().toISOString();
  const lead = { workspace, id: leadId };
  await recordMeeting(deps, lead, known, { ...known, state: 'cancelled', at, reason }, cause);
  return viewMeeting(deps, workspace, id);
}
