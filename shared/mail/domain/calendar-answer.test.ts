import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarMail, calendarOf, PROGRAMS, type Program } from '../../../test/support/calendar-mail.ts';
import { processorMs } from '../../../test/support/processor-time.ts';
import { type CalendarMessage, readCalendars } from './calendar-answer.ts';
import { classifyInbound } from './inbound.ts';
import { invitationOf } from './invitation.ts';

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
const readCalendar = (content: string | undefined, from?: string): CalendarMessage | undefined =>
  readCalendars(content ?? '', from)[0];
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

/** A mail to which calendars are attached, as programs attach what they answer. */
const withCalendars = (text: string, calendars: readonly string[], ...headers: readonly string[]) =>
  new TextEncoder().encode(
    [
      `From: Jo <${JO}>`,
      `To: ${OURS}`,
      'Message-ID: <m-1@firm.example>',
      ...(headers.length > 0 ? headers : ['Subject: Re: Invitation: Introduction']),
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="=_m"',
      '',
      '--=_m',
      'Content-Type: text/plain; charset="utf-8"',
      '',
      text,
      ...calendars.flatMap((each) => ['--=_m', 'Content-Type: text/calendar; charset="UTF-8"', '', each]),
      '--=_m--',
      '',
    ].join('\r\n'),
  );
const OURS = 'reply+abc123@in.example';
const ours = (method: 'REQUEST' | 'CANCEL' = 'REQUEST'): string =>
  invitationOf({
    method,
    uid: 'call-1@rex.example',
    sequence: 0,
    startsAt: '2026-03-12T15:00:00Z',
    endsAt: '2026-03-12T15:30:00Z',
    title: 'Introduction',
    description: 'Introduction',
    organizer: { name: 'Ann', address: OURS },
    attendee: { address: JO },
    at: new Date('2026-03-05T13:00:00Z'),
  });
const REFUSAL = 'No thanks, we have no need for this.';

describe('our own invitation, which comes back with a mail', () => {
  it.each([
    [
      'an absence note',
      'out_of_office',
      'out_of_office',
      'I am out of the office until 20 March 2026.',
      ['Subject: Automatic reply: Invitation: Introduction', 'Auto-Submitted: auto-replied'],
    ],
    ['a refusal', 'reply', 'not_interested', REFUSAL, []],
    ['a question', 'reply', 'question', 'How much does it cost?', []],
    ['nothing that is read', 'reply', 'unclear', 'Hm.', []],
  ] as const)('says nothing: %s is what it is without', async (_, kind, wants, text, headers) => {
    const plain = await classifyInbound(withCalendars(text, [], ...headers));
    expect(plain).toMatchObject({ kind, reading: { class: wants } });
    for (const calendars of [[ours()], [ours('CANCEL')], [ours(), ours()]])
      expect(await classifyInbound(withCalendars(text, calendars, ...headers))).toEqual(plain);
  });

  it('is known by its organizer, whether answers go there or the mail does', async () => {
    for (const [organizer, isOurs] of [
      [OURS.toUpperCase(), true],
      ['reply+other9@in.example', true],
      ['max@firm.example', false],
      [JO, false],
    ] as const) {
      const calendar = ours().replaceAll(OURS, organizer);
      const read = await classifyInbound(withCalendars('Hm.', [calendar]));
      expect('calendar' in read && read.calendar !== undefined, organizer).toBe(!isOurs);
    }
  });

  it('does not hide the answer beside it', async () => {
    const answer = calendarOf(
      'apple',
      { uid: 'call-1@rex.example', partstat: 'DECLINED', organizer: OURS },
      JO,
    );
    for (const calendars of [
      [ours(), answer],
      [answer, ours()],
    ])
      expect(await classifyInbound(withCalendars('Sorry.', calendars))).toMatchObject({
        calendar: { method: 'REPLY', answer: 'declined' },
        reading: { class: 'not_interested', by: 'structure' },
      });
  });
});

describe('a refusal in the words', () => {
  const invites = (method: 'REQUEST' | 'COUNTER') =>
    calendarOf('google', { uid: 'theirs@firm.example', method, organizer: JO }, OURS);

  it.each([
    [REFUSAL, 'not_interested'],
    ['This is spam. I will report you.', 'complaint'],
    ['You have the wrong person, I do not work there any more.', 'wrong_person'],
  ])('comes before an invitation of theirs, and another time: %s', async (text, wants) => {
    for (const method of ['REQUEST', 'COUNTER'] as const)
      expect(await classifyInbound(withCalendars(text, [invites(method)]))).toMatchObject({
        calendar: { method },
        reading: { class: wants, by: 'rules' },
      });
  });

  it('is none in what calendars write themselves', async () => {
    const text = [
      'Jo invited you to Introduction.',
      'Thursday Mar 12, 2026 ⋅ 4pm – 4:30pm',
      'Invitation from Google Calendar: https://calendar.google.com/calendar/',
      'You are receiving this email because you are an attendee on the event. To stop receiving future updates for this event, decline this event.',
    ].join('\n\n');
    for (const method of ['REQUEST', 'COUNTER'] as const)
      expect(await classifyInbound(withCalendars(text, [invites(method)]))).toMatchObject({
        reading: { class: 'interested', certainty: 'possible' },
      });
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

  it('never throws, and takes no long time', async () => {
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
      const text = `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n${long}`;
      expect(await processorMs(() => readCalendar(text)), long.slice(0, 20)).toBeLessThan(2_000);
    }
  });
});
