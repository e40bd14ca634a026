import {
  cleaned,
  type InvitationSaid,
  type Meeting,
  type MeetingInvitation,
  type MeetingMatch,
  meetingIdOf,
} from './meeting.ts';

/** What a member wants of a meeting. The texts are theirs. */
export interface MeetingPlan {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly title: string;
  readonly location?: string | undefined;
}

/** A meeting to which somebody is about to be invited. `uid` names it in all mails about it. */
export const invitedMeeting = (
  match: MeetingMatch,
  { uid, attendee, at, ...plan }: MeetingPlan & Record<'uid' | 'attendee' | 'at', string>,
): Meeting => ({
  ...match,
  id: meetingIdOf(match.leadId, { source: 'email', externalId: uid }),
  version: 0,
  source: 'email',
  externalId: uid,
  state: 'requested',
  attendee,
  toldAt: at,
  ...cleanedPlan(plan),
  invitation: { sequence: 0, answers: [] },
});

const cleanedPlan = ({ startsAt, endsAt, title, location }: MeetingPlan): MeetingPlan => ({
  startsAt,
  endsAt,
  title: cleaned(title),
  location: location === undefined ? undefined : cleaned(location),
});

/**
 * The meeting at another time or place: a new version, which has to be answered anew. The same one when nothing changes.
 * @param again whether it is a new version also then, because the mail of the present one never went out
 */
export function replanned(meeting: Meeting, plan: MeetingPlan, at: string, again = false): Meeting {
  const next = { ...meeting, ...cleanedPlan(plan) };
  if (!again && JSON.stringify(next) === JSON.stringify(meeting)) return meeting;
  return stateOf({ ...next, toldAt: at }, { ...versionOf(meeting, 1), proposal: undefined });
}

/** The meeting that its host calls off: the last version. */
export const calledOff = (meeting: Meeting, reason: string, at: string): Meeting =>
  meeting.state === 'cancelled'
    ? meeting
    : {
        ...meeting,
        state: 'cancelled',
        endedAt: at,
        reason: cleaned(reason),
        invitation: versionOf(meeting, 1),
      };

/**
 * The meeting after an answer to its invitation; the same one (by identity) when it says nothing new. Answers may come twice
 * and in any order: the latest of each person counts, a later version before an earlier one, and what was answered to an
 * earlier version than the present one decides nothing. Only the answer of the attendee decides about the meeting.
 */
export function answered(meeting: Meeting, said: InvitationSaid): Meeting {
  const invitation = versionOf(meeting, 0);
  const { sequence, answers } = invitation;
  // No version that we have sent: nothing that is answered to it means anything.
  if (said.sequence > sequence) return meeting;
  const others = answers.filter(({ attendee }) => attendee !== said.attendee);
  const known = answers.find(({ attendee }) => attendee === said.attendee);
  const latest = known && !isLater(said, known) ? known : said;
  // Whoever has the invitation may answer; the attendee is always heard.
  if (known === undefined && others.length >= MAX_ANSWERS && !isOfAttendee(meeting, said)) return meeting;
  const all = [...others, latest].toSorted((a, b) => (a.attendee < b.attendee ? -1 : 1));
  const accepts = decides(meeting, said) && said.answer === 'accepted';
  const at = momentOf(meeting, said);
  const earliest = meeting.bookedAt !== undefined && meeting.bookedAt < at ? meeting.bookedAt : at;
  const next = stateOf(accepts ? { ...meeting, bookedAt: earliest } : meeting, {
    ...invitation,
    answers: all,
  });
  return JSON.stringify(next) === JSON.stringify(meeting) ? meeting : next;
}

interface Proposed {
  /** The version for which they propose it. */
  readonly sequence: number;
  readonly at: string;
  /** Absent when it cannot be read: what they proposed before holds no longer. */
  readonly time?: { readonly startsAt: string; readonly endsAt: string };
}

/** The meeting with another time that the attendee proposes for its present version: a person decides about it. */
export function proposed(meeting: Meeting, { sequence, at, time }: Proposed): Meeting {
  const known = versionOf(meeting, 0);
  const isOld = known.proposal !== undefined && known.proposal.at >= at;
  const isSame = time === undefined && known.proposal === undefined;
  if (sequence !== known.sequence || isOld || isSame || meeting.state === 'cancelled') return meeting;
  return { ...meeting, invitation: { ...known, proposal: time && { ...time, at } } };
}

const MAX_ANSWERS = 20;

const versionOf = ({ invitation }: Meeting, more: number): MeetingInvitation => ({
  ...(invitation ?? { sequence: 0, answers: [] }),
  sequence: (invitation?.sequence ?? 0) + more,
});

const isOfAttendee = (meeting: Meeting, said: InvitationSaid): boolean => said.attendee === meeting.attendee;

/** Whether an answer counts: the attendee's, to the present version, and not to the call-off. */
export const decides = (
  meeting: Meeting,
  { attendee, sequence }: Pick<InvitationSaid, 'attendee' | 'sequence'>,
): boolean =>
  attendee === meeting.attendee && sequence === meeting.invitation?.sequence && meeting.state !== 'cancelled';

/** Nobody answers before they are asked, whatever their clock says. */
const momentOf = ({ toldAt }: Meeting, { at }: InvitationSaid): string => (at < toldAt ? toldAt : at);

/** Clocks tell seconds: of two answers in one, the one counts that is worse to overlook. */
const ORDER = ['delegated', 'tentative', 'accepted', 'declined'] as const;
function isLater(a: InvitationSaid, b: InvitationSaid): boolean {
  if (a.sequence !== b.sequence) return a.sequence > b.sequence;
  if (a.at !== b.at) return a.at > b.at;
  return ORDER.indexOf(a.answer) > ORDER.indexOf(b.answer);
}

const STATES = {
  accepted: 'booked',
  declined: 'declined',
  tentative: 'requested',
  delegated: 'requested',
} as const;

/** What the latest answer of the attendee makes of the present version. A meeting that its host called off stays so. */
function stateOf(meeting: Meeting, invitation: MeetingInvitation): Meeting {
  if (meeting.state === 'cancelled') return { ...meeting, invitation };
  const said = invitation.answers.find((each) => isOfAttendee(meeting, each));
  const counts = said !== undefined && said.sequence === invitation.sequence;
  const state = counts ? STATES[said.answer] : 'requested';
  return {
    ...meeting,
    state,
    endedAt: said && state === 'declined' ? momentOf(meeting, said) : undefined,
    invitation,
  };
}
