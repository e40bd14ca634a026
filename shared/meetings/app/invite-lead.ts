import { type OpenConversationDeps, openConversation } from '../../inbox/app/change-conversation.ts';
import { addMs, MINUTE } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { newId, shortHash } from '../../kernel/ids.ts';
import { checkIdempotencyKey } from '../../platform/idempotency-key.ts';
import type { MeetingView } from '../contract/meeting.ts';
import { invitedMeeting } from '../domain/invitation.ts';
import { latestMessage } from './match-meeting.ts';
import { changeMeeting } from './record-meeting.ts';
import { checkInvitable, type SendInvitationDeps, sendInvitation } from './send-invitation.ts';
import { viewMeeting } from './view-meetings.ts';

export interface InviteLeadDeps extends SendInvitationDeps {
  readonly conversations: OpenConversationDeps['conversations'];
  /** HTTPS base of the public pages: its host makes the names of our events our own. */
  readonly publicBaseUrl: string;
}

export interface InviteLead {
  readonly workspace: string;
  readonly leadId: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly title: string;
  readonly location?: string | undefined;
  readonly note?: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly cause: Cause;
}

/**
 * Invites a lead to a meeting by mail. The meeting is stored before its invitation is taken, so that no answer is without a
 * meeting; a repeat with the same key goes on where a death stopped the first.
 * @throws RexError NOT_FOUND, VALIDATION_FAILED, IDEMPOTENCY_MISMATCH; CONFLICT when no invitation could reach this person
 */
export async function inviteLead(deps: InviteLeadDeps, input: InviteLead): Promise<MeetingView> {
  const { workspace, leadId, title, location, note, cause } = input;
  const key = checkIdempotencyKey(input.idempotencyKey);
  const lead = await deps.leads.get(workspace, leadId);
  if (!lead) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
  const now = deps.clock.now();
  const at = now.toISOString();
  const suffix =
    key === undefined ? newId('in', now).slice(3) : shortHash(`${workspace} ${leadId} ${key}`, 26);
  const plan = { ...timesOf(input.startsAt, input.minutes), title, location };
  const latest = await latestMessage(deps, lead, at);
  const led = latest ? { missionId: latest.missionId, step: latest.step } : {};
  const asked = invitedMeeting(
    { workspace, leadId, matchedBy: 'member', ...led },
    {
      ...plan,
      uid: `${suffix}@${new URL(deps.publicBaseUrl).hostname}`,
      attendee: lead.profile.address,
      at,
    },
  );
  const known = await deps.meetings.get(workspace, asked.id);
  if (!known) {
    checkFuture(plan.startsAt, now);
    await checkInvitable(deps, asked);
    await openConversation(deps, { workspace, leadId, cause });
  }
  const { meeting } = await changeMeeting(deps, asked, cause, (before) => before ?? asked);
  // A later version has taken its place: its own mail tells the person.
  const isFirst = meeting.invitation?.sequence === 0 && meeting.state !== 'cancelled';
  const thread = { missionId: meeting.missionId, step: meeting.step };
  if (isFirst) {
    const mail = { method: 'REQUEST', note, isKnown: false, cause } as const;
    await sendInvitation(deps, { ...asked, ...thread }, mail);
  }
  return viewMeeting(deps, workspace, meeting.id);
}

export const timesOf = (startsAt: string, minutes: number) => {
  const begin = new Date(startsAt);
  // A calendar knows whole seconds.
  begin.setMilliseconds(0);
  return { startsAt: begin.toISOString(), endsAt: addMs(begin, minutes * MINUTE).toISOString() };
};

/** @throws RexError VALIDATION_FAILED */
export function checkFuture(startsAt: string, now: Date): void {
  if (startsAt > now.toISOString()) return;
  const fields = [{ path: 'body.startsAt', message: 'must be in the future' }];
  throw new RexError('VALIDATION_FAILED', 'This time has passed.', { fields });
}
