import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test/support/processor-time.ts';
import { readCalendars } from './calendar-answer.ts';
import { classifyInbound } from './inbound.ts';

const JO = 'jo@firm.example';
const ACCEPTED = `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${JO}`;
const START = 'DTSTART:20260312T150000Z';

const event = (...lines: readonly string[]): string[] => [
  'BEGIN:VEVENT',
  'UID:x@rex.example',
  'DTSTAMP:20260305T130000Z',
  ...lines,
  'END:VEVENT',
];
const calendar = (method: string, ...lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', `METHOD:${method}`, ...lines, 'END:VCALENDAR', ''].join('\r\n');
const counter = (...lines: readonly string[]) => readCalendars(calendar('COUNTER', ...event(...lines)))[0];
const attendee = (line: string) => readCalendars(calendar('REPLY', ...event(START, line)))[0]?.attendees;
const mail = (...contents: readonly string[]): Uint8Array =>
  new TextEncoder().encode(
    [
      `From: Jo <${JO}>`,
      'To: reply+abc123@in.example',
      'Subject: Declined: Introduction',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="=_m"',
      '',
      ...contents.flatMap((each) => ['--=_m', 'Content-Type: text/calendar; charset="UTF-8"', '', each]),
      '--=_m--',
      '',
    ].join('\r\n'),
  );

describe('the times of an event', () => {
  it.each([
    ['a duration of hours', ['DURATION:PT2H'], '2026-03-12T17:00:00.000Z'],
    ['a duration of days and minutes', ['DURATION:P1DT30M'], '2026-03-13T15:30:00.000Z'],
    [
      'an end, whatever the duration',
      ['DURATION:PT2H', 'DTEND:20260312T160000Z'],
      '2026-03-12T16:00:00.000Z',
    ],
    ['an end before the beginning', ['DTEND:20260312T140000Z'], undefined],
    ['an end at the beginning', ['DTEND:20260312T150000Z'], undefined],
    ['a duration of nothing', ['DURATION:PT0S'], undefined],
    ['a duration backwards', ['DURATION:-PT2H'], undefined],
    ['a duration that is none', ['DURATION:soon'], undefined],
    ['a duration beyond all calendars', ['DURATION:P99999999999D'], undefined],
    ['no end', [], undefined],
  ])('end with %s', (_, lines, endsAt) => {
    const read = counter(START, ...lines);
    expect(read?.startsAt).toBe('2026-03-12T15:00:00.000Z');
    expect(read?.endsAt).toBe(endsAt);
  });

  it.each([
    ['Europe/Berlin', '2026-03-12T14:00:00.000Z'],
    ['America/New_York', '2026-03-12T19:00:00.000Z'],
    ['/freeassociation.sourceforge.net/Europe/Berlin', '2026-03-12T14:00:00.000Z'],
    ['/x.example/20260101_1/America/Argentina/Salta', '2026-03-12T18:00:00.000Z'],
    ['UTC', '2026-03-12T15:00:00.000Z'],
    ['Mars/Olympus', undefined],
    ['My own zone', undefined],
  ])('are read in the zone %s, although nothing describes it', (zone, startsAt) => {
    const read = counter(`DTSTART;TZID=${zone}:20260312T150000`, `DTEND;TZID=${zone}:20260312T160000`);
    expect(read?.startsAt).toBe(startsAt);
    expect(read?.endsAt).toBe(startsAt?.replace(/T(\d\d)/, (_, hour) => `T${Number(hour) + 1}`));
  });

  it('are read in summer time where it holds, by the rules that the calendar gives', async () => {
    const zone = (rule: string): string[] =>
      ['STANDARD', 'DAYLIGHT'].flatMap((name, n) => [
        `BEGIN:${name}`,
        'DTSTART:16010101T020000',
        `TZOFFSETFROM:+0${2 - n}00`,
        `TZOFFSETTO:+0${n + 1}00`,
        `RRULE:${rule.replace('=MONTH', n === 0 ? '=10' : '=3')}`,
        `END:${name}`,
      ]);
    const read = (rule: string, tzid = 'W. Europe Standard Time') =>
      readCalendars(
        calendar(
          'COUNTER',
          ...['BEGIN:VTIMEZONE', `TZID:${tzid}`, ...zone(rule), 'END:VTIMEZONE'],
          ...event(`DTSTART;TZID="${tzid}":20260712T150000`),
        ),
      )[0]?.startsAt;
    for (const rule of [
      'FREQ=YEARLY;BYDAY=-1SU;BYMONTH=MONTH',
      'FREQ=YEARLY;INTERVAL=1;BYMONTH=MONTH;BYDAY=SU;BYMONTHDAY=25,26,27,28,29,30,31',
    ])
      expect(read(rule), rule).toBe('2026-07-12T13:00:00.000Z');
    for (const rule of [
      'FREQ=SECONDLY',
      'FREQ=MINUTELY;BYMONTH=MONTH',
      'FREQ=DAILY',
      'FREQ=YEARLY;BYDAY=SU',
      'FREQ=YEARLY;BYMONTH=MONTH;BYSECOND=0,1,2',
    ]) {
      const taken = await processorMs(() => {
        expect(read(rule), rule).toBeUndefined();
        expect(read(rule, 'Europe/Berlin'), rule).toBe('2026-07-12T13:00:00.000Z');
      });
      expect(taken, rule).toBeLessThan(1_000);
    }
    for (const rule of [
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=YEARLY;INTERVAL=0;BYMONTH=MONTH;BYDAY=SU',
    ]) {
      expect(await processorMs(() => read(rule)), rule).toBeLessThan(1_000);
    }
  });

  it.each(['DTSTART:00000101T000000Z', 'DTSTART:99990101T000000Z', 'DTSTART;TZID=Europe/Berlin:20260312'])(
    'are none in %s',
    (line) => {
      expect(counter(line)).not.toHaveProperty('startsAt');
    },
  );
});

describe('the address of an attendee', () => {
  it.each([
    ['mailto:jo%40firm.example', JO],
    ['MAILTO:Jo@Firm.example', JO],
    ['mailto:jo%2Bsales@firm.example', 'jo+sales@firm.example'],
    ['mailto:jo@firm.example?subject=x', JO],
    ['mailto:jo%zz@firm.example', 'jo%zz@firm.example'],
    [JO, JO],
  ])('is read of %s', (value, address) => {
    expect(attendee(`ATTENDEE;PARTSTAT=ACCEPTED:${value}`)).toEqual([{ address, answer: 'accepted' }]);
  });

  it.each(['urn:uuid:9b4a', 'invalid:nomail', '/aFriend/principal/'])(
    'is the one named beside %s',
    (value) => {
      expect(attendee(`ATTENDEE;PARTSTAT=DECLINED;EMAIL="Jo@firm.example":${value}`)).toEqual([
        { address: JO, answer: 'declined' },
      ]);
      expect(attendee(`ATTENDEE;PARTSTAT=DECLINED:${value}`)).toEqual([
        { address: value.toLowerCase(), answer: 'declined' },
      ]);
    },
  );

  it('is that of the value, where both are there', () => {
    expect(attendee(`ATTENDEE;EMAIL=max@firm.example;PARTSTAT=ACCEPTED:mailto:${JO}`)).toEqual([
      { address: JO, answer: 'accepted' },
    ]);
  });
});

describe('what stands behind other things', () => {
  const declined = ACCEPTED.replace('ACCEPTED', 'DECLINED');

  it.each([
    ['a long description', [`DESCRIPTION:${'Long. '.repeat(40_000)}`]],
    [
      'a long description, folded',
      [`DESCRIPTION:${'Long. '.repeat(10)}`, ...Array(3_000).fill(` ${'x'.repeat(70)}`)],
    ],
    ['many lines of programs', Array(5_000).fill('X-APPLE-SOMETHING;VALUE=URI:geo:48.1,11.5')],
    ['a picture', [`ATTACH;ENCODING=BASE64;VALUE=BINARY:${'QUJD'.repeat(60_000)}`]],
    ['a name without end', [`ATTENDEE;CN="${'x'.repeat(200_000)}":mailto:max@firm.example`]],
  ])('is read: %s', async (_, lines) => {
    const content = calendar('REPLY', ...event(START, ...lines, declined));
    expect(await classifyInbound(mail(content))).toMatchObject({
      calendar: { answer: 'declined', attendees: [{ address: JO, answer: 'declined' }] },
    });
  });

  const OURS = 'ORGANIZER:mailto:reply+abc123@in.example';
  it.each([
    ['an event of somebody else', ['UID:other@x.example', 'ORGANIZER:mailto:max@firm.example', ACCEPTED]],
    ['an event without an organizer', ['UID:other@x.example', ACCEPTED]],
    ['an earlier version', ['UID:x@rex.example', 'SEQUENCE:0', OURS, ACCEPTED]],
    ['an earlier answer', ['UID:x@rex.example', 'DTSTAMP:20260305T120000Z', 'SEQUENCE:1', OURS, ACCEPTED]],
  ])('is read, in whatever order: %s', async (_, lines) => {
    const other = ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
    const ours = event('SEQUENCE:1', OURS, declined);
    for (const contents of [
      [calendar('REPLY', ...other, ...ours)],
      [calendar('REPLY', ...ours, ...other)],
      [calendar('REPLY', ...other), calendar('REPLY', ...ours)],
      [calendar('REPLY', ...ours), calendar('REPLY', ...other)],
    ])
      expect(await classifyInbound(mail(...contents))).toMatchObject({
        calendar: { uid: 'x@rex.example', sequence: 1, answer: 'declined' },
        evidence: 'calendar: declined',
      });
  });

  it('is read, whatever types its lines claim', () => {
    for (const type of [
      'DURATION',
      'DATE',
      'DATE-TIME',
      'RECUR',
      'PERIOD',
      'BINARY',
      'UTC-OFFSET',
      'BOOLEAN',
    ])
      for (const name of [
        'UID',
        'SEQUENCE',
        'ORGANIZER',
        'ATTENDEE',
        'DTSTAMP',
        'DTSTART',
        'DTEND',
        'DURATION',
      ])
        expect(
          readCalendars(calendar('REPLY', ...event(`${name};VALUE=${type}:soon`, declined))),
        ).toMatchObject([{ method: 'REPLY' }]);
  });
});
