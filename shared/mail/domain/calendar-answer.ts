import ICAL from 'ical.js';
import { epochAt, isZone } from '../../kernel/time-zone.ts';
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

/** Of what is read of them; their descriptions may be longer, and are not. */
const MAX_TEXT = 100_000;
const MAX_LINE = 8_000;
const MAX_EVENTS = 10;
const MAX_ATTENDEES = 50;
const MAX_SEQUENCE = 1_000_000;

/** All lines that matter: a text that is too long, or that the parser cannot read, hides nothing in them. */
const READ = new Set([
  ...['BEGIN', 'END', 'METHOD', 'UID', 'SEQUENCE', 'ORGANIZER', 'ATTENDEE'],
  ...['DTSTAMP', 'DTSTART', 'DTEND', 'DURATION'],
  ...['TZID', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE', 'RDATE'],
]);

/**
 * Reads `text/calendar` parts, one after the other: all their events, without those of calendars that people do not exchange by
 * mail. Never throws.
 * @param from the address of the author, in lower case
 */
export const readCalendars = (content: string, from?: string): CalendarMessage[] =>
  calendarsIn(content)
    .flatMap((lines) => eventsIn(lines, from))
    .slice(0, MAX_EVENTS);

/** The lines that matter, unfolded. Each calendar begins anew, so that what is wrong with one does not spoil the others. */
function calendarsIn(content: string): string[][] {
  const calendars: string[][] = [[]];
  let read = 0;
  for (const each of content
    .replace(/\r\n?|\u2028/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')) {
    const line = each.slice(0, MAX_LINE + 1).trim();
    const name = /^[\w-]{1,30}/.exec(line)?.[0].toUpperCase() ?? '';
    if (!READ.has(name) || line.length > MAX_LINE) continue;
    read += line.length + 2;
    if (read > MAX_TEXT) break;
    if (/^BEGIN:\s*VCALENDAR$/i.test(line)) calendars.push([]);
    calendars.at(-1)?.push(line);
  }
  return calendars;
}

function eventsIn(lines: readonly string[], from: string | undefined): CalendarMessage[] {
  const calendar = parseLeniently(lines);
  const named = textOf(calendar, 'method')?.toUpperCase();
  const method = METHODS.find((each) => each === named);
  if (!calendar || method === undefined) return [];
  const events = calendar.getAllSubcomponents('vevent').slice(0, MAX_EVENTS);
  return (events.length === 0 ? [null] : events).map((event) => readEvent(event, method, from));
}

function readEvent(
  event: ICAL.Component | null,
  method: CalendarMessage['method'],
  from: string | undefined,
): CalendarMessage {
  const uid = textOf(event, 'uid')?.slice(0, 255);
  const attendees = method === 'REPLY' ? attendeesOf(event) : [];
  const author = attendees.find(({ address }) => address === from) ?? attendees.find((each) => each.answer);
  const writtenAt = instantOf(event, 'dtstamp');
  const organizer = addressIn(event?.getFirstProperty('organizer'));
  return {
    method,
    sequence: sequenceOf(event),
    attendees,
    ...(author?.answer && { answer: author.answer }),
    ...(uid !== undefined && { uid }),
    ...(organizer !== '' && { organizer }),
    ...(writtenAt !== undefined && { writtenAt }),
    ...timesOf(event),
  };
}

/** The parser takes all or nothing, and one line that it cannot read is no reason to overlook an answer. */
function parseLeniently(lines: readonly string[]): ICAL.Component | undefined {
  for (const each of [() => lines, () => readableLines(lines)]) {
    try {
      const parsed = ICAL.parse(each().join('\r\n'));
      // Several where the text goes on after its end.
      return new ICAL.Component(typeof parsed[0] === 'string' ? parsed : parsed[0]);
    } catch {
      // Next: without the lines that cannot be read.
    }
  }
  return undefined;
}

/** Without the lines that the parser cannot read; what was begun and cut off is ended. */
function readableLines(lines: readonly string[]): string[] {
  const open: string[] = ['VCALENDAR'];
  const kept: string[] = ['BEGIN:VCALENDAR'];
  for (const line of lines) {
    const [, edge, name = ''] = /^(BEGIN|END):\s*([\w-]{1,30})$/i.exec(line) ?? [];
    const component = name.toUpperCase();
    if (edge?.toUpperCase() === 'BEGIN' && component !== 'VCALENDAR') open.push(component);
    else if (edge?.toUpperCase() === 'END' && component !== 'VCALENDAR' && open.at(-1) === component)
      open.pop();
    else if (edge !== undefined || !isReadable(line)) continue;
    kept.push(line);
  }
  return [...kept, ...open.toReversed().map((name) => `END:${name}`)];
}

function isReadable(line: string): boolean {
  try {
    ICAL.parse.property(line);
    return true;
  } catch {
    return false;
  }
}

/** The parser reads a value only when it is asked for it, and throws where it is none of its type. */
function readValue(property: ICAL.Property | null | undefined): unknown {
  try {
    return property?.getFirstValue();
  } catch {
    return undefined;
  }
}

function textOf(component: ICAL.Component | null | undefined, name: string): string | undefined {
  const value = readValue(component?.getFirstProperty(name));
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

function sequenceOf(event: ICAL.Component | null): number {
  const value = readValue(event?.getFirstProperty('sequence'));
  return Number.isInteger(value) ? Math.min(Math.max(Number(value), 0), MAX_SEQUENCE) : 0;
}

/** A beginning, and an end that comes after it. */
function timesOf(event: ICAL.Component | null): Pick<CalendarMessage, 'startsAt' | 'endsAt'> {
  const startsAt = instantOf(event, 'dtstart');
  if (startsAt === undefined) return {};
  const endsAt = instantOf(event, 'dtend') ?? instantAfter(startsAt, event);
  return { startsAt, ...(endsAt !== undefined && endsAt > startsAt && { endsAt }) };
}

function instantAfter(startsAt: string, event: ICAL.Component | null): string | undefined {
  const lasts = readValue(event?.getFirstProperty('duration'));
  const end = lasts instanceof ICAL.Duration ? Date.parse(startsAt) + lasts.toSeconds() * 1_000 : Number.NaN;
  return instantIn(end);
}

/** The years of a calendar that we take for true: text sorts as time does. */
const YEARS = { first: 1970, last: 2199 };

function instantOf(event: ICAL.Component | null, name: string): string | undefined {
  try {
    const property = event?.getFirstProperty(name);
    const time: unknown = property?.getFirstValue();
    if (!(time instanceof ICAL.Time) || time.isDate) return undefined;
    if (time.year < YEARS.first || time.year > YEARS.last) return undefined;
    const { zone } = time;
    const isKnown = zone === ICAL.Timezone.utcTimezone || (zone?.component && isOfTheYear(zone.component));
    if (isKnown) return instantIn(time.toJSDate().getTime());
    // A time of a zone that the calendar does not describe would be read in the zone of this process.
    const named = zoneIn(property?.getFirstParameter('tzid'));
    const { year, month, day, hour, minute, second } = time;
    return named && instantIn(epochAt({ year, month, day, hour, minute, second }, named));
  } catch {
    return undefined;
  }
}

function instantIn(epoch: number): string | undefined {
  const year = new Date(epoch).getUTCFullYear();
  return year >= YEARS.first && year <= YEARS.last ? new Date(epoch).toISOString() : undefined;
}

/** The zone of that name that everybody knows: `Europe/Berlin`, with whatever path some programs put before it. */
const zoneIn = (tzid: unknown): string | undefined =>
  typeof tzid !== 'string'
    ? undefined
    : [tzid, tzid.split('/').slice(-2).join('/'), tzid.split('/').slice(-3).join('/')].find(isZone);

const MAX_RULES = 20;

/**
 * Whether the clocks of a zone change in one month of the year by each of its rules, as all real ones do. The parser counts up
 * every change since the first one: by the second, it would not come to an end.
 */
function isOfTheYear(zone: ICAL.Component): boolean {
  const rules = zone
    .getAllSubcomponents()
    .flatMap((change) => change.getAllProperties('rrule').map((each) => each.getFirstValue()));
  return (
    rules.length <= MAX_RULES &&
    rules.every((rule: unknown) => {
      if (!(rule instanceof ICAL.Recur) || rule.freq !== 'YEARLY') return false;
      const { BYMONTH: months, ...days } = rule.parts;
      return months === undefined
        ? Object.keys(days).length === 0
        : [months].flat().length === 1 && Object.keys(days).every((name) => DAYS.includes(name));
    })
  );
}
const DAYS = ['BYDAY', 'BYMONTHDAY'];

const attendeesOf = (event: ICAL.Component | null): CalendarAttendee[] =>
  (event?.getAllProperties('attendee') ?? []).slice(0, MAX_ATTENDEES).map((attendee) => {
    const said = String(attendee.getFirstParameter('partstat') ?? '').toLowerCase();
    const answer = CALENDAR_ANSWERS.find((each) => each === said);
    return { address: addressIn(attendee), ...(answer && { answer }) };
  });

/** Of a `mailto:`; else of the parameter EMAIL, which names a person whose value is none; else the value. */
function addressIn(person: ICAL.Property | null | undefined): string {
  const value = String(readValue(person) ?? '').trim();
  const [, mailto] = /^mailto:\s*([^?]*)/i.exec(value) ?? [];
  const named = mailto === undefined ? value : unescaped(mailto);
  const email = named.includes('@') ? undefined : person?.getFirstParameter('email');
  return String(email ?? named)
    .replace(/^mailto:/i, '')
    .trim()
    .toLowerCase()
    .slice(0, 320);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
