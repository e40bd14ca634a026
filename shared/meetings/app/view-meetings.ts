import type { AnswerStore } from '../../inbox/app/ports/answers.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import type { MeetingState, MeetingView } from '../contract/meeting.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { MeetingStore } from './ports/meetings.ts';
import { invitationMailOf } from './send-invitation.ts';

export interface ViewMeetingsDeps {
  readonly meetings: MeetingStore;
  readonly answers: AnswerStore;
}

const READS_IN_FLIGHT = 8;

export interface ListMeetings {
  readonly state: MeetingState;
  readonly from?: string | undefined;
  readonly lead?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Meetings in a state, the earliest first; with `lead`, all of theirs in any state. */
export async function listMeetings(
  deps: ViewMeetingsDeps,
  workspace: string,
  { lead, ...filter }: ListMeetings,
): Promise<{ meetings: MeetingView[]; cursor: string | null }> {
  if (lead !== undefined) {
    const all = await deps.meetings.ofLead(workspace, lead);
    const sorted = all.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    return { meetings: await viewsOf(deps, sorted), cursor: null };
  }
  const page = await deps.meetings.list(workspace, filter);
  return { meetings: await viewsOf(deps, page.meetings), cursor: page.cursor };
}

const viewsOf = (deps: ViewMeetingsDeps, meetings: readonly Meeting[]): Promise<MeetingView[]> =>
  mapConcurrent(meetings, READS_IN_FLIGHT, (meeting) => meetingView(deps, meeting));

/** @throws RexError NOT_FOUND */
export async function viewMeeting(
  deps: ViewMeetingsDeps,
  workspace: string,
  id: string,
): Promise<MeetingView> {
  const meeting = await deps.meetings.get(workspace, id);
  if (!meeting) throw new RexError('NOT_FOUND', `There is no meeting ${id}.`);
  return meetingView(deps, meeting);
}

const meetingView = async (deps: ViewMeetingsDeps, meeting: Meeting): Promise<MeetingView> => ({
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
  invitation: await invitationView(deps, meeting),
});

async function invitationView(
  { answers }: ViewMeetingsDeps,
  meeting: Meeting,
): Promise<MeetingView['invitation']> {
  const { invitation } = meeting;
  if (!invitation) return null;
  const mail = await answers.get(invitationMailOf(meeting));
  return {
    sequence: invitation.sequence,
    answerId: mail?.id ?? null,
    mailState: mail?.state ?? null,
    mailReason: mail?.reason ?? null,
    approvalId: mail?.approvalId ?? null,
    answers: invitation.answers,
    proposal: invitation.proposal ?? null,
  };
}
