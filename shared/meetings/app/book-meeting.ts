import { addMs, MINUTE } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { MeetingView } from '../contract/meeting.ts';
import type { MeetingNews } from '../contract/messages.ts';
import { type BookingClaim, bookingClaimIdOf } from '../domain/booking-claim.ts';
import { latestMissionOf, leadToken } from '../domain/lead-token.ts';
import { meetingIdOf } from '../domain/meeting.ts';
import { type CalendarDeps, connectedCalendar } from './calendar-of.ts';
import type { BookingCalendar, BookRequest } from './ports/booking-calendar.ts';
import type { BookingClaimStore } from './ports/booking-claims.ts';
import { type RecordMeetingDeps, recordMeeting } from './record-meeting.ts';
import { type ViewMeetingsDeps, viewMeeting } from './view-meetings.ts';

export interface BookMeetingDeps extends RecordMeetingDeps, CalendarDeps, ViewMeetingsDeps {
  readonly bookingClaims: BookingClaimStore;
  readonly threadSecret: string;
}

export interface BookMeeting {
  readonly workspace: string;
  readonly leadId: string;
  readonly startsAt: string;
  readonly cause: Cause;
}

/** As long as a call of a service may take, with some to spare. */
const CLAIM_MS = 2 * MINUTE;

/**
 * Books a meeting for a lead. The claim comes before the call, and one whose outcome is not known is looked up at the service
 * before anything is booked again. The same again finds the meeting that is there.
 * @throws RexError NOT_FOUND; CONFLICT when the person is suppressed, or the service does not book; PROVIDER_UNAVAILABLE when
 * its answer is not known
 */
export async function bookMeeting(deps: BookMeetingDeps, input: BookMeeting): Promise<MeetingView> {
  const { workspace, leadId, cause } = input;
  const lead = await deps.leads.get(workspace, leadId);
  if (!lead) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
  if (lead.suppression) throw new RexError('CONFLICT', 'This person is suppressed: nobody books for them.');
  const startsAt = new Date(input.startsAt).toISOString();
  const now = deps.clock.now();
  if (startsAt <= now.toISOString()) {
    const fields = [{ path: 'body.startsAt', message: 'must be in the future' }];
    throw new RexError('VALIDATION_FAILED', 'This time has passed.', { fields });
  }
  const { service, calendar, eventType, settings } = await connectedCalendar(deps, workspace);
  const request: BookRequest = {
    eventType,
    startsAt,
    minutes: settings.calendar.minutes,
    attendee: {
      name: nameOf(lead),
      email: lead.profile.address,
      timeZone: lead.profile.timeZone ?? settings.timeZone,
    },
    at: now.toISOString(),
    token: leadToken(deps.threadSecret, lead),
  };
  const id = bookingClaimIdOf(service, startsAt);
  const known = await deps.bookingClaims.get(workspace, leadId, id);
  if (known?.state === 'booked' && known.meetingId !== undefined)
    return viewMeeting(deps, workspace, known.meetingId);
  const found = known?.state === 'claimed' ? await lookUp(calendar, request, known, now) : undefined;
  const claim = await deps.bookingClaims.save(known, {
    workspace,
    leadId,
    id,
    version: 1,
    source: service,
    startsAt,
    state: 'claimed',
    claimedAt: now.toISOString(),
    by: cause.actor.id,
  });
  const news = found ?? (await book(deps, calendar, request, claim));
  const missionId = latestMissionOf(lead);
  const led = missionId === undefined ? {} : { missionId, step: 1 };
  await recordMeeting(deps, lead, { workspace, leadId, matchedBy: 'member', ...led }, news, cause);
  const meetingId = meetingIdOf(leadId, news);
  await deps.bookingClaims.save(claim, { ...claim, state: 'booked', meetingId });
  return viewMeeting(deps, workspace, meetingId);
}

/** @throws RexError CONFLICT while another request may still be at it */
async function lookUp(
  calendar: BookingCalendar,
  request: BookRequest,
  { claimedAt }: BookingClaim,
  now: Date,
): Promise<MeetingNews | undefined> {
  const found = await calendar.findBooking(request);
  if (!found && now < addMs(new Date(claimedAt), CLAIM_MS))
    throw new RexError('CONFLICT', 'This meeting is being booked: look again in two minutes.');
  return found;
}

async function book(
  { bookingClaims }: BookMeetingDeps,
  calendar: BookingCalendar,
  request: BookRequest,
  claim: BookingClaim,
): Promise<MeetingNews> {
  const said = await calendar.book(request);
  if (said.outcome === 'booked') return said.news;
  if (said.outcome === 'unknown') {
    throw new RexError(
      'PROVIDER_UNAVAILABLE',
      `Whether the meeting is booked is not known (${said.reason}). Ask again: it is looked up first.`,
    );
  }
  await bookingClaims.save(claim, { ...claim, state: 'refused' });
  throw new RexError('CONFLICT', `The calendar did not book this meeting: ${said.reason}`);
}

const nameOf = ({ profile: { firstName, lastName, address } }: Lead): string =>
  [firstName, lastName].filter(Boolean).join(' ') || address;
