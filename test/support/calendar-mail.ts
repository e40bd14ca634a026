/** What a person's calendar says of an event. */
export interface CalendarSays {
  readonly method?: 'REPLY' | 'COUNTER' | 'REQUEST' | 'CANCEL';
  readonly uid: string;
  readonly sequence?: number;
  readonly partstat?: string;
  /** Who answers; the author of the mail by default. */
  readonly attendee?: string;
  /** DTSTAMP; an instant. */
  readonly at?: string;
  readonly startsAt?: string;
  /** Null: it does not say. */
  readonly endsAt?: string | null;
  /** Google and Apple: the times are on clocks of this zone, which nothing describes. */
  readonly zone?: string;
  /** Where the answer goes to. */
  readonly organizer?: string;
}

export interface CalendarMailInput extends CalendarSays {
  readonly from: string;
  readonly to: string;
  readonly text?: string;
}

const utc = (instant: string): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** Folds as RFC 5545 has it, so that a reader has to unfold. */
const folded = (line: string): string => line.replace(/(.{60})(?=.)/g, '$1\r\n ');

/** The parts that the calendars of Google, Outlook and Apple write in their own ways, as their mails show them. */
export const PROGRAMS = {
  google: (says: CalendarSays, attendee: string): string[] => [
    'PRODID:-//Google Inc//Google Calendar 70.9054//EN',
    'VERSION:2.0',
    'CALSCALE:GREGORIAN',
    `METHOD:${says.method ?? 'REPLY'}`,
    'BEGIN:VEVENT',
    ...timesOf(says),
    `ORGANIZER;CN=Ann:mailto:${says.organizer ?? 'host@rex.example'}`,
    `UID:${says.uid}`,
    `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${says.partstat ?? 'ACCEPTED'};CN=${attendee};X-NUM-GUESTS=0:mailto:${attendee}`,
    `SEQUENCE:${says.sequence ?? 0}`,
    'STATUS:CONFIRMED',
    'SUMMARY:Introduction',
    'END:VEVENT',
  ],
  outlook: (says: CalendarSays, attendee: string): string[] => [
    `METHOD:${says.method ?? 'REPLY'}`,
    'PRODID:Microsoft Exchange Server 2010',
    'VERSION:2.0',
    'BEGIN:VTIMEZONE',
    'TZID:W. Europe Standard Time',
    ...['STANDARD', 'DAYLIGHT'].flatMap((name, n) => [
      `BEGIN:${name}`,
      'DTSTART:16010101T020000',
      `TZOFFSETFROM:+0${2 - n}00`,
      `TZOFFSETTO:+0${n + 1}00`,
      `RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=${n === 0 ? 10 : 3}`,
      `END:${name}`,
    ]),
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    `ATTENDEE;PARTSTAT=${says.partstat ?? 'ACCEPTED'};CN="Doe, Jo; Sales":MAILTO:${attendee}`,
    'COMMENT;LANGUAGE=en-US:\\n',
    `UID:${says.uid}`,
    'SUMMARY;LANGUAGE=en-US:Accepted: Introduction',
    ...berlinTimes(says),
    'CLASS:PUBLIC',
    'PRIORITY:5',
    `DTSTAMP:${utc(says.at ?? '2026-03-05T13:00:00Z')}`,
    'TRANSP:OPAQUE',
    'STATUS:CONFIRMED',
    `SEQUENCE:${says.sequence ?? 0}`,
    'X-MICROSOFT-CDO-APPT-SEQUENCE:0',
    'END:VEVENT',
  ],
  apple: (says: CalendarSays, attendee: string): string[] => [
    'CALSCALE:GREGORIAN',
    'VERSION:2.0',
    'PRODID:-//Apple Inc.//macOS 15.1//EN',
    `METHOD:${says.method ?? 'REPLY'}`,
    'BEGIN:VEVENT',
    `UID:${says.uid}`,
    ...timesOf(says),
    'SUMMARY:Introduction',
    `ORGANIZER;EMAIL="${says.organizer ?? 'host@rex.example'}":mailto:${says.organizer ?? 'host@rex.example'}`,
    `ATTENDEE;CN="Jo";CUTYPE=INDIVIDUAL;EMAIL="${attendee}";PARTSTAT=${says.partstat ?? 'ACCEPTED'}:mailto:${attendee}`,
    `SEQUENCE:${says.sequence ?? 0}`,
    'END:VEVENT',
  ],
} as const satisfies Record<string, (says: CalendarSays, attendee: string) => string[]>;
export type Program = keyof typeof PROGRAMS;

const START = '2026-03-12T15:00:00Z';
const END = '2026-03-12T15:30:00Z';

function timesOf({
  startsAt = START,
  endsAt = END,
  at = '2026-03-05T13:00:00Z',
  zone,
}: CalendarSays): string[] {
  const of = (instant: string): string =>
    zone === undefined ? `:${utc(instant)}` : `;TZID=${zone}:${utc(instant).slice(0, -1)}`;
  return [`DTSTART${of(startsAt)}`, ...(endsAt === null ? [] : [`DTEND${of(endsAt)}`]), `DTSTAMP:${utc(at)}`];
}

/** In winter, as the dates of these tests are. */
const berlinTimes = ({ startsAt = START, endsAt = END }: CalendarSays): string[] =>
  (['DTSTART', 'DTEND'] as const).map((name) => {
    const instant = new Date(Date.parse(name === 'DTSTART' ? startsAt : (endsAt ?? END)) + 3_600_000);
    return `${name};TZID="W. Europe Standard Time":${utc(instant.toISOString()).slice(0, -1)}`;
  });

export const calendarOf = (program: Program, says: CalendarSays, attendee: string): string =>
  ['BEGIN:VCALENDAR', ...PROGRAMS[program](says, attendee), 'END:VCALENDAR', ''].map(folded).join('\r\n');

/** The mail of a person's calendar, in the encoding of its program. */
export function calendarMail(program: Program, input: CalendarMailInput): string {
  const { from, to, method = 'REPLY', text = 'Jo has answered this invitation.' } = input;
  const content = calendarOf(program, input, input.attendee ?? from);
  const encoded = program === 'google' ? 'quoted-printable' : program === 'outlook' ? 'base64' : '7bit';
  const body =
    encoded === 'base64'
      ? Buffer.from(content)
          .toString('base64')
          .replace(/(.{76})/g, '$1\r\n')
      : encoded === 'quoted-printable'
        ? content.replaceAll('=', '=3D')
        : content;
  return [
    `From: Jo <${from}>`,
    `To: ${to}`,
    'Subject: Accepted: Introduction',
    'Message-ID: <calendar-1@people.example>',
    ...(program === 'google' ? ['Auto-Submitted: auto-generated'] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="=_b"',
    '',
    '--=_b',
    'Content-Type: text/plain; charset="utf-8"',
    '',
    text,
    '',
    '--=_b',
    `Content-Type: text/calendar; charset="UTF-8"; method=${method}`,
    `Content-Transfer-Encoding: ${encoded}`,
    '',
    body,
    '--=_b--',
    '',
  ].join('\r\n');
}
