import type { CalendarMail, Invitations } from '../../inbound/app/ports/invitations.ts';
import type { InboundMessage } from '../../leads/app/ports/leads.ts';
import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import type { CalendarAnswer } from '../../mail/contract/calendar-answer.ts';
import { answered, proposed } from '../domain/invitation.ts';
import { type Meeting, meetingIdOf } from '../domain/meeting.ts';
import { changeMeeting, type RecordMeetingDeps } from './record-meeting.ts';

/** Takes in what calendars answer to our invitations. What they say of other events changes no meeting. */
export const invitationsOf = (deps: RecordMeetingDeps): Invitations => ({
  async heard(mail) {
    const { lead, calendar, message } = mail;
    const { workspace } = lead;
    const id = meetingIdOf(lead.id, { source: 'email', externalId: calendar.uid ?? '' });
    const meeting = await deps.meetings.get(workspace, id);
    if (!meeting) return { message, isNew: false };
    const { change, ...told } = readFor(meeting, mail);
    if (!change) return { message: told.message, isNew: false };
    const cause = { actor: { kind: 'recipient', id: 'calendar' }, correlationId: message.id } as const;
    const { outcome } = await changeMeeting(
      deps,
      { workspace, id },
      cause,
      (before) => change(before ?? meeting),
      mail.isPlain ? told.message : undefined,
    );
    return { message: told.message, isNew: outcome === 'stored' };
  },
});

interface Heard {
  readonly message: InboundMessage;
  /** What it makes of the meeting; undefined when only a person can say. */
  readonly change?: (meeting: Meeting) => Meeting;
}

/** What a mail says of one meeting. */
function readFor(meeting: Meeting, { calendar, from, message }: CalendarMail): Heard {
  const { method, sequence, startsAt, endsAt } = calendar;
  const at = momentOf(calendar.writtenAt, message.receivedAt);
  const current = meeting.invitation?.sequence ?? 0;
  if (method === 'COUNTER' && startsAt && endsAt && isSame(from, meeting.attendee)) {
    const evidence = `calendar: proposes ${startsAt}`;
    const proposal = { startsAt, endsAt, at, sequence };
    return { message: { ...message, evidence }, change: (known) => proposed(known, proposal) };
  }
  const author = method === 'REPLY' ? authorIn(meeting, { calendar, from }) : undefined;
  if (!author) return { message };
  const isAttendee = isSame(author.address, meeting.attendee);
  const notes = [
    ...(isAttendee ? [] : [`by ${author.address}, who was not invited`]),
    ...(isAttendee && from !== undefined && !isSame(from, meeting.attendee) ? [`sent by ${from}`] : []),
    ...(sequence < current ? ['to an earlier version of the invitation'] : []),
  ];
  const said = {
    attendee: isAttendee ? meeting.attendee : author.address,
    answer: author.answer,
    sequence,
    at,
  };
  const evidence = [`calendar: ${author.answer}`, ...notes].join(', ');
  const counts = isAttendee && sequence === current;
  return {
    message: { ...message, evidence, ...(!counts && message.reading && unsure(message.reading)) },
    change: (known) => answered(known, said),
  };
}

const unsure = (reading: NonNullable<InboundMessage['reading']>): Pick<InboundMessage, 'reading'> => ({
  reading: { ...reading, certainty: 'possible' },
});

/**
 * Who answers: calendars name that one attendee alone. Where there are several, it is the author of the mail, else the one who
 * is invited.
 */
function authorIn(
  { attendee }: Meeting,
  { calendar: { attendees }, from }: Pick<CalendarMail, 'calendar' | 'from'>,
): { readonly address: string; readonly answer: CalendarAnswer } | undefined {
  const [only, ...others] = attendees;
  const found =
    others.length === 0
      ? only
      : (attendees.find(({ address }) => isSame(address, from)) ??
        attendees.find(({ address }) => isSame(address, attendee)));
  return found?.answer && { address: found.address, answer: found.answer };
}

/** Whether two addresses reach the same mailbox. */
function isSame(a: string | undefined, b: string | undefined): boolean {
  const [one, other] = [a, b].map((each) => parseEmailAddress(each ?? ''));
  return one?.ok === true && other?.ok === true && one.email.identity === other.email.identity;
}

/** By the clock of the author, as long as it is not ahead of ours. */
const momentOf = (writtenAt: string | undefined, receivedAt: string): string =>
  writtenAt !== undefined && writtenAt < receivedAt ? writtenAt : receivedAt;
