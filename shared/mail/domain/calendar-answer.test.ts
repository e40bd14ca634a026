import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarMail, calendarOf, PROGRAMS, type Program } from '../../../test/support/calendar-mail.ts';
import { readCalendar } from './calendar-answer.ts';
import { classifyInbound } from './inbound.ts';

const JO = 'jo@firm.example';
const programs = Object.keys(PROGRAMS) as Program[];
const mail = (content: Parameters<typeof calendarMail>[1], program: Program = 'google'): Uint8Array =>
  new TextEncoder().encode(calendarMail(program, content));
const said = { uid: 'call-1@rex.example', from: JO, to: 'reply+abc123@in.example' };
const ics = (...lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:REPLY', 'BEGIN:VEVENT', 'UID:x@rex.example', ...lines].join(
    '\r\n',
  );
const END = '\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
const ACCEPTED = 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:jo@firm.example';

describe('a mail of a calendar', () => {
  it.each([
    ['ACCEPTED', 'accepted', 'interested'],
    ['DECLINED', 'declined', 'not_interested'],
    ['TENTATIVE', 'tentative', 'unclear'],
    ['DELEGATED;DELEGATED-TO="mailto:max@firm.example"', 'delegated', 'referral'],
    ['accepted', 'accepted', 'interested'],
  ])(
    'that answers %s is an answer of a person, whatever program wrote it',
    async (partstat, answer, wants) => {
      for (const program of programs) {
        expect(await classifyInbound(mail({ ...said, partstat }, program)), program).toMatchObject({
          kind: 'reply',
          byMachine: false,
          evidence: `calendar: ${answer}`,
          calendar: {
            method: 'REPLY',
            answer,
            uid: 'call-1@rex.example',
            sequence: 0,
            writtenAt: '2026-03-05T13:00:00.000Z',
            startsAt: '2026-03-12T15:00:00.000Z',
            attendees: [{ address: JO, answer }],
          },
          reading: { class: wants, by: 'structure' },
        });
      }
    },
  );

  it('that invites us, or proposes another time, shows interest, perhaps', async () => {
    for (const method of ['REQUEST', 'COUNTER'] as const) {
      expect(await classifyInbound(mail({ ...said, method }, 'outlook'))).toMatchObject({
        kind: 'reply',
        calendar: { method, startsAt: '2026-03-12T15:00:00.000Z', endsAt: '2026-03-12T15:30:00.000Z' },
        reading: { class: 'interested', certainty: 'possible' },
      });
    }
  });

  it('still asks to stop when its words do', async () => {
    const text = 'Please take me off your list.';
    expect(await classifyInbound(mail({ ...said, partstat: 'DECLINED', text }))).toMatchObject({
      reading: { class: 'not_interested' },
      possibleOptOut: text,
    });
  });

  it('is none when it only carries a calendar file', async () => {
    const published = calendarOf('google', { uid: 'x' }, JO).replace('METHOD:REPLY', 'METHOD:PUBLISH');
    for (const content of [published, '', undefined, 'METHOD', 'METHOD:REPLY'.repeat(3), '\u0000METHOD:'])
      expect(readCalendar(content)).toBeUndefined();
    const raw = calendarMail('apple', said).replace('METHOD:REPLY', 'METHOD:PUBLISH');
    expect(await classifyInbound(new TextEncoder().encode(raw))).not.toHaveProperty('calendar.method');
  });
});

describe('of several attendees', () => {
  it('the author of the mail answers; else the first one who has an answer', () => {
    const content =
      ics('ATTENDEE:mailto:host@rex.example', 'ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example', ACCEPTED) +
      END;
    expect(readCalendar(content, JO)).toMatchObject({ answer: 'accepted' });
    expect(readCalendar(content, 'c@b.example')).toMatchObject({ answer: 'declined' });
    expect(readCalendar(content)?.attendees).toEqual([
      { address: 'host@rex.example' },
      { address: 'a@b.example', answer: 'declined' },
      { address: JO, answer: 'accepted' },
    ]);
  });
});

describe('what cannot be read in full', () => {
  it.each([
    ['a line that is none', ics('this is no line', ACCEPTED) + END],
    ['a quote that is not closed', ics('X-NAME;CN="Jo:x', ACCEPTED) + END],
    ['a rule that is none', ics('RRULE:FREQ=NEVERLY', ACCEPTED) + END],
    ['a parameter without a value', ics('ORGANIZER;RSVP:mailto:x@y.example', ACCEPTED) + END],
    ['a byte order mark', `\ufeff${ics(ACCEPTED)}${END}`],
    ['old line breaks', (ics(ACCEPTED) + END).replaceAll('\r\n', '\r')],
    ['its end cut off', ics(ACCEPTED, 'DESCRIPTION')],
    ['no frame', ics(ACCEPTED).split('\r\n').slice(1).join('\r\n')],
    ['lower case', (ics(ACCEPTED) + END).toLowerCase()],
    ['the same once more, as a file', `${ics(ACCEPTED)}${END}\n\n${ics(ACCEPTED)}${END}`],
    [
      'an alarm with an attendee',
      ics('BEGIN:VALARM', 'ATTENDEE;PARTSTAT=DECLINED:mailto:z@z.example', 'END:VALARM', ACCEPTED) + END,
    ],
  ])('is read without it: %s', (_, content) => {
    expect(readCalendar(content)).toMatchObject({
      method: 'REPLY',
      answer: 'accepted',
      uid: 'x@rex.example',
      attendees: [{ address: JO, answer: 'accepted' }],
    });
  });

  it.each([
    ['a day', 'DTSTART;VALUE=DATE:20260312'],
    ['no date', 'DTSTART:tomorrow'],
    ['a zone that nobody describes', 'DTSTART;TZID=Mars/Olympus:20260312T150000'],
    ['no zone', 'DTSTART:20260312T150000'],
  ])('tells no time of %s', (_, line) => {
    expect(readCalendar(ics(line, ACCEPTED) + END)).not.toHaveProperty('startsAt');
  });

  it.each([
    ['-5', 0],
    ['abc', 0],
    ['99999999999', 1_000_000],
    ['2', 2],
  ])('has the sequence %s as %i', (sequence, read) => {
    expect(readCalendar(ics(`SEQUENCE:${sequence}`, ACCEPTED) + END)?.sequence).toBe(read);
  });

  it('never throws, and takes no long time', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'BEGIN:VEVENT',
        'END:VEVENT',
        'METHOD:REPLY',
        'METHOD:COUNTER',
        'UID:x',
        ACCEPTED,
        ' folded',
      ),
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.constantFrom('DTSTART', 'RRULE', 'ATTENDEE', 'SEQUENCE', '__proto__'), fc.string())
        .map((l) => l.join(':')),
      fc.tuple(fc.constantFrom('DTSTART', 'ATTENDEE;CN', 'UID'), fc.string()).map((l) => l.join(';')),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const read = readCalendar(`METHOD:REPLY\r\n${lines.join('\r\n')}`);
        expect(read === undefined || typeof read.method === 'string').toBe(true);
      }),
      { numRuns: 500 },
    );
    for (const long of [
      'x'.repeat(200_000),
      'BEGIN:X\r\n'.repeat(20_000),
      `${ACCEPTED}\r\n`.repeat(2_000),
      `X;${'A=B;'.repeat(30_000)}`,
      `X:${'\\,'.repeat(50_000)}`,
      '\r\n '.repeat(60_000),
      '"'.repeat(100_000),
    ]) {
      const before = performance.now();
      readCalendar(`BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n${long}`);
      expect(performance.now() - before, long.slice(0, 20)).toBeLessThan(2_000);
    }
  });
});
