import type { CalendarMail, Invitations } from '../../inbound/app/ports/invitations.ts';
import { addMs } from '../../kernel/clock.ts';
import type { InboundMessage } from '../../leads/app/ports/leads.ts';
import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import type { CalendarAnswer } from '../../mail/contract/calendar-answer.ts';
import { answered, decides, proposed } from '../domain/invitation.ts';
import { cleaned, type Meeting, meetingIdOf } from '../domain/meeting.ts';
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
    // A mail that asks to stop is stored as that, whatever it answers besides.
    const stored = message.kind === 'reply' ? told.message : message;
    return { message: stored, isNew: outcome === 'stored' };
  },
});

interface Heard {
  readonly message: InboundMessage;
  /** What it makes of the meeting; undefined when only a person can say. */
  readonly change?: (meeting: Meeting) => Meeting;
}

/** What a mail says of one meeting. */
function readFor(meeting: Meeting, { lead, calendar, from, message }: CalendarMail): Heard {
  // Their address may have changed since the first invitation.
  const theirs = [meeting.attendee, lead.profile.address];
  const { method, sequence, startsAt } = calendar;
  const at = momentOf(calendar.writtenAt, message.receivedAt);
  const current = meeting.invitation?.sequence ?? 0;
  if (method === 'COUNTER' && isOneOf(theirs, from)) {
    if (startsAt === undefined) {
      const evidence = 'calendar: proposes another time, which cannot be read';
      return { message: { ...message, evidence }, change: (known) => proposed(known, { at, sequence }) };
    }
    const evidence = `calendar: proposes ${startsAt}`;
    // As long as the meeting is, where they do not say.
    const lasts = Date.parse(meeting.endsAt) - Date.parse(meeting.startsAt);
    const endsAt = calendar.endsAt ?? addMs(new Date(startsAt), lasts).toISOString();
    const said = { at, sequence, time: { startsAt, endsAt } };
    return { message: { ...message, evidence }, change: (known) => proposed(known, said) };
  }
  const author = method === 'REPLY' ? authorIn(theirs, { calendar, from }) : undefined;
  if (!author) return { message };
  const isTheirs = isOneOf(theirs, author.address);
  // By another address of theirs, if they sent it themselves.
  const isAttendee = isTheirs || isOneOf(theirs, from);
  const notes = [
    ...(isTheirs ? [] : [isAttendee ? `as ${author.address}` : `by ${author.address}, who was not invited`]),
    ...(isAttendee && from !== undefined && !isOneOf(theirs, from) ? [`sent by ${from}`] : []),
    ...(sequence < current ? ['to an earlier version of the invitation'] : []),
    ...(meeting.state === 'cancelled' ? ['to a meeting that is called off'] : []),
  ];
  const said = {
    attendee: isAttendee ? meeting.attendee : author.address,
    answer: author.answer,
    sequence,
    at,
  };
  const evidence = [`calendar: ${author.answer}`, ...notes].join(', ');
  const reading = decides(meeting, said) ? {} : message.reading && unsure(message.reading);
  return {
    message: { ...message, evidence, ...reading },
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
  theirs: readonly string[],
  { calendar: { attendees }, from }: Pick<CalendarMail, 'calendar' | 'from'>,
): { readonly address: string; readonly answer: CalendarAnswer } | undefined {
  const [only, ...others] = attendees;
  const found =
    others.length === 0
      ? only
      : (attendees.find(({ address }) => isOneOf([address], from)) ??
        attendees.find(({ address }) => isOneOf(theirs, address)));
  if (!found?.answer) return undefined;
  // Outlook writes `invalid:nomail` for whom it does not know.
  const read = parseEmailAddress(found.address);
  const address = read.ok ? read.email.address.toLowerCase() : (from ?? cleaned(found.address));
  return { address, answer: found.answer };
}

/** Whether an address reaches the mailbox of one of these. */
const isOneOf = (addresses: readonly string[], asked: string | undefined): boolean =>
  asked !== undefined && addresses.some((each) => identityOf(each) === identityOf(asked));

/** What is no address is only the same as itself. */
function identityOf(address: string): string {
  const parsed = parseEmailAddress(address);
  return parsed.ok ? parsed.email.identity : address;
}

/** By the clock of the author, which orders what they say even where it is wrong; never after the mail came in. */
const momentOf = (writtenAt: string | undefined, receivedAt: string): string =>
  writtenAt === undefined || writtenAt > receivedAt ? receivedAt : writtenAt;
