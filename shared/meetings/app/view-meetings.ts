import { RexError } from '../../kernel/errors.ts';
import type { MeetingState, MeetingView } from '../contract/meeting.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { MeetingStore } from './ports/meetings.ts';

export interface ViewMeetingsDeps {
  readonly meetings: MeetingStore;
}

export interface ListMeetings {
  readonly state: MeetingState;
  readonly from?: string | undefined;
  readonly lead?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Meetings in a state, the earliest first; with `lead`, all of theirs in any state. */
export async function listMeetings(
  { meetings }: ViewMeetingsDeps,
  workspace: string,
  { lead, ...filter }: ListMeetings,
): Promise<{ meetings: MeetingView[]; cursor: string | null }> {
  if (lead !== undefined) {
    const all = await meetings.ofLead(workspace, lead);
    const sorted = all.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    return { meetings: sorted.map(meetingView), cursor: null };
  }
  const page = await meetings.list(workspace, filter);
  return { meetings: page.meetings.map(meetingView), cursor: page.cursor };
}

/** @throws RexError NOT_FOUND */
export async function viewMeeting(
  { meetings }: ViewMeetingsDeps,
  workspace: string,
  id: string,
): Promise<MeetingView> {
  const meeting = await meetings.get(workspace, id);
  if (!meeting) throw new RexError('NOT_FOUND', `There is no meeting ${id}.`);
  return meetingView(meeting);
}

const meetingView = (meeting: Meeting): MeetingView => ({
  id: meeting.id,
  state: meeting.state,
  source: meeting.source,
  leadId: meeting.leadId,
  missionId: meeting.missionId ?? null,
  step: meeting.step ?? null,
  matchedBy: meeting.matchedBy,
  title: meeting.title,
  location: meeting.location ?? null,
  startsAt: meeting.startsAt,
  endsAt: meeting.endsAt,
  attendee: meeting.attendee,
  bookedAt: meeting.bookedAt ?? null,
  endedAt: meeting.endedAt ?? null,
  endedBecause: meeting.reason ?? null,
});
