import ICAL from 'ical.js';
import { CALENDAR_ANSWERS, type CalendarAnswer } from '../contract/calendar-answer.ts';

/** What somebody did with a date in their calendar, by a mail of iTIP (RFC 5546, RFC 6047). All of it is from outside. */
export interface CalendarMessage {
  /** `REPLY` answers an invitation, `COUNTER` proposes another time, `REQUEST` invites, `CANCEL` calls it off. */
  readonly method: (typeof METHODS)[number];
  /** With `REPLY`: what the author answers; of several attendees, the one with the address of the author. */
  readonly answer?: CalendarAnswer;
  /** The UID of the event; at most 255 characters. */
  readonly uid?: string;
  /** Which version of the event it is about; 0 when it does not say. */
  readonly sequence: number;
  /** When it was written (DTSTAMP), by the clock of its author; an instant in UTC. */
  readonly writtenAt?: string;
  /** Instants in UTC; absent when their time zone is not known. */
  readonly startsAt?: string;
  readonly endsAt?: string;
  /** Who holds the event: an address in lower case. */
  readonly organizer?: string;
  /** With `REPLY`: who answered what. Addresses are in lower case; at most 50. */
  readonly attendees: readonly CalendarAttendee[];
}

interface CalendarAttendee {
  readonly address: string;
  readonly answer?: CalendarAnswer;
}

const METHODS = ['REPLY', 'COUNTER', 'REQUEST', 'CANCEL'] as const;

const MAX_TEXT = 100_000;
const MAX_CALENDARS = 5;
const MAX_ATTENDEES = 50;
const MAX_SEQUENCE = 1_000_000;

/** Of a text several calendars; each begins anew, so that what is wrong with one does not spoil the others. */
const CALENDARS = /(?=^[ \t]*BEGIN:[ \t]*VCALENDAR)/im;

/**
 * Reads `text/calendar` parts, one after the other, without those that people do not exchange by mail. Never throws.
 * @param from the address of the author, in lower case
 */
export const readCalendars = (content: string, from?: string): CalendarMessage[] =>
  content
    .slice(0, MAX_TEXT)
    .replace(/\r\n?|\u2028/g, '\n')
    .split(CALENDARS)
    .filter((each) => /METHOD/i.test(each))
    .slice(0, MAX_CALENDARS)
    .map((each) => readCalendar(each, from))
    .filter((each) => each !== undefined);

function readCalendar(content: string, from: string | undefined): CalendarMessage | undefined {
  const calendar = parseLeniently(content);
  const named = textOf(calendar, 'method')?.toUpperCase();
  const method = METHODS.find((each) => each === named);
  if (!calendar || method === undefined) return undefined;
  const event = calendar.getFirstSubcomponent('vevent');
  const uid = textOf(event, 'uid')?.slice(0, 255);
  const attendees = method === 'REPLY' ? attendeesOf(event) : [];
  const author = attendees.find(({ address }) => address === from) ?? attendees.find((each) => each.answer);
  const writtenAt = instantOf(event, 'dtstamp');
  const organizer = addressIn(event?.getFirstProperty('organizer'));
  const startsAt = instantOf(event, 'dtstart');
  const endsAt = instantOf(event, 'dtend');
  return {
    method,
    sequence: sequenceOf(event),
    attendees,
    ...(author?.answer && { answer: author.answer }),
    ...(uid !== undefined && { uid }),
    ...(organizer !== '' && { organizer }),
    ...(writtenAt !== undefined && { writtenAt }),
    ...(startsAt !== undefined && { startsAt }),
    ...(endsAt !== undefined && { endsAt }),
  };
}

/** The parser takes all or nothing, and one line that it cannot read is no reason to overlook an answer. */
function parseLeniently(text: string): ICAL.Component | undefined {
  for (const each of [() => text, () => readableLines(text)]) {
    try {
      const parsed = ICAL.parse(each());
      // Several where the text goes on after its end.
      return new ICAL.Component(typeof parsed[0] === 'string' ? parsed : parsed[0]);
    } catch {
      // Next: without the lines that cannot be read.
    }
  }
  return undefined;
}

/** Without the lines that the parser cannot read; what was begun and cut off is ended. */
function readableLines(text: string): string {
  const open: string[] = ['VCALENDAR'];
  const kept: string[] = ['BEGIN:VCALENDAR'];
  for (const line of text.replace(/\n[ \t]/g, '').split('\n')) {
    const [, edge, name = ''] = /^\s*(BEGIN|END):\s*([\w-]{1,30})\s*$/i.exec(line) ?? [];
    const component = name.toUpperCase();
    if (edge?.toUpperCase() === 'BEGIN' && component !== 'VCALENDAR') open.push(component);
    else if (edge?.toUpperCase() === 'END' && component !== 'VCALENDAR' && open.at(-1) === component)
      open.pop();
    else if (edge !== undefined || !isReadable(line)) continue;
    kept.push(line.trim());
  }
  return [...kept, ...open.toReversed().map((name) => `END:${name}`)].join('\r\n');
}

function isReadable(line: string): boolean {
  try {
    ICAL.parse.property(line.trim());
    return true;
  } catch {
    return false;
  }
}

function textOf(component: ICAL.Component | null | undefined, name: string): string | undefined {
  const value: unknown = component?.getFirstPropertyValue(name);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

function sequenceOf(event: ICAL.Component | null): number {
  const value: unknown = event?.getFirstPropertyValue('sequence');
  return Number.isInteger(value) ? Math.min(Math.max(Number(value), 0), MAX_SEQUENCE) : 0;
}

/** The parser reads any text as a date, and throws when it is asked for it. */
function instantOf(event: ICAL.Component | null, name: string): string | undefined {
  try {
    const time: unknown = event?.getFirstPropertyValue(name);
    if (!(time instanceof ICAL.Time) || time.isDate) return undefined;
    // A time of a zone that the calendar does not describe would be read in the zone of this process.
    if (time.zone === ICAL.Timezone.localTimezone) return undefined;
    return time.toJSDate().toISOString();
  } catch {
    return undefined;
  }
}

const attendeesOf = (event: ICAL.Component | null): CalendarAttendee[] =>
  (event?.getAllProperties('attendee') ?? []).slice(0, MAX_ATTENDEES).map((attendee) => {
    const said = String(attendee.getFirstParameter('partstat') ?? '').toLowerCase();
    const answer = CALENDAR_ANSWERS.find((each) => each === said);
    return { address: addressIn(attendee), ...(answer && { answer }) };
  });

const addressIn = (person: ICAL.Property | null | undefined): string =>
  String(person?.getFirstValue() ?? '')
    .replace(/^\s*mailto:\s*/i, '')
    .trim()
    .toLowerCase()
    .slice(0, 320);
