import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { meetingEvents } from '../contract/events.ts';
import { isCalledOff, type Meeting } from './meeting.ts';

/** The event of a change: what it means to the person first. */
export function meetingEvent(before: Meeting | undefined, after: Meeting, cause: Cause, now: Date): RexEvent {
  const { id, workspace, leadId, missionId = null, source, state, startsAt, endsAt } = after;
  return newEvent(
    meetingEvents,
    nameOf(before, after),
    {
      about: id,
      sequence: after.version,
      workspace,
      ...cause,
      data: { leadId, missionId, source, state, startsAt, endsAt },
    },
    now,
  );
}

function nameOf(before: Meeting | undefined, after: Meeting): keyof typeof meetingEvents {
  if (isCalledOff(after) && !(before && isCalledOff(before))) return 'meeting.cancelled';
  if (after.bookedAt && !before?.bookedAt) return 'meeting.booked';
  const isMoved = before !== undefined && before.startsAt !== after.startsAt;
  if (before?.state !== after.state) {
    if (after.state === 'requested') return isMoved ? 'meeting.moved' : 'meeting.requested';
    if (after.state === 'booked') return 'meeting.booked';
    return after.state === 'rescheduled' ? 'meeting.moved' : 'meeting.cancelled';
  }
  return isMoved ? 'meeting.moved' : 'meeting.changed';
}
