import ICAL from 'ical.js';

/** One version of a meeting to which one person is invited. */
export interface InvitationParts {
  /** `REQUEST` invites, or tells of a change; `CANCEL` calls it off. */
  readonly method: 'REQUEST' | 'CANCEL';
  /** The same for all versions of the meeting. */
  readonly uid: string;
  /** Counts the versions, from 0. */
  readonly sequence: number;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly title: string;
  readonly location?: string | undefined;
  readonly description: string;
  /** Answers go to this address. */
  readonly organizer: { readonly name?: string; readonly address: string };
  readonly attendee: { readonly name?: string; readonly address: string };
  /** When this version is sent. */
  readonly at: Date;
}

// The library does not count the blank with which a folded line goes on: 75 would make 76, which RFC 5545 does not want.
ICAL.foldLength = 74;

const timeOf = (instant: string | Date): ICAL.Time => ICAL.Time.fromJSDate(new Date(instant), true);

/** The library writes a return as it is, and some readers take one for the end of the line. */
const textOf = (text: string): string => text.replace(/\r\n?/g, '\n');

/** The invitation as a calendar object (RFC 5545), with the method of RFC 5546. The same input gives the same text. */
export function invitationOf(parts: InvitationParts): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//Rex//Meetings//EN');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('calscale', 'GREGORIAN');
  calendar.addPropertyWithValue('method', parts.method);
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', parts.uid);
  event.addPropertyWithValue('dtstamp', timeOf(parts.at));
  event.addPropertyWithValue('dtstart', timeOf(parts.startsAt));
  event.addPropertyWithValue('dtend', timeOf(parts.endsAt));
  event.addPropertyWithValue('sequence', parts.sequence);
  event.addPropertyWithValue('summary', textOf(parts.title));
  event.addPropertyWithValue('description', textOf(parts.description));
  if (parts.location !== undefined) event.addPropertyWithValue('location', textOf(parts.location));
  const organizer = event.addPropertyWithValue('organizer', `mailto:${parts.organizer.address}`);
  if (parts.organizer.name) organizer.setParameter('cn', textOf(parts.organizer.name));
  const attendee = event.addPropertyWithValue('attendee', `mailto:${parts.attendee.address}`);
  attendee.setParameter('cn', textOf(parts.attendee.name ?? parts.attendee.address));
  attendee.setParameter('role', 'REQ-PARTICIPANT');
  if (parts.method === 'REQUEST') {
    attendee.setParameter('partstat', 'NEEDS-ACTION');
    attendee.setParameter('rsvp', 'TRUE');
  }
  event.addPropertyWithValue('status', parts.method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED');
  event.addPropertyWithValue('transp', 'OPAQUE');
  calendar.addSubcomponent(event);
  // The library leaves out the line break at the end, which RFC 5545 wants.
  return `${calendar.toString()}\r\n`;
}
