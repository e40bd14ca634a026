import { describe, expect, it } from 'vitest';
import { readCalendar } from './calendar-answer.ts';
import { classifyInbound } from './inbound.ts';

const ics = (lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const reply = (partstat: string): string =>
  ics([
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    'UID:call-1@rex.example',
    // Folded as RFC 5545 wants it.
    'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTST',
    ` AT=${partstat};CN=Jo:mailto:jo@firm.example`,
    'END:VEVENT',
  ]);
/** As Google Calendar sends it: marked as automatic, although a person pressed a button. */
const mail = (
  content: string,
  text = 'Jo has answered this invitation.',
  headers: string[] = [],
): Uint8Array =>
  new TextEncoder().encode(
    [
      'From: Jo <jo@firm.example>',
      'To: reply+abc123@in.example',
      'Subject: Accepted: Call',
      'Date: Tue, 1 Dec 2026 10:00:00 +0000',
      'Auto-Submitted: auto-generated',
      ...headers,
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '--b',
      'Content-Type: text/calendar; charset=utf-8; method=REPLY',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(content).toString('base64'),
      '--b--',
      '',
    ].join('\r\n'),
  );

describe('a mail of a calendar', () => {
  it.each([
    ['ACCEPTED', 'accepted', 'interested'],
    ['DECLINED', 'declined', 'not_interested'],
    ['TENTATIVE', 'tentative', 'unclear'],
  ])('that answers %s is an answer of a person', async (partstat, answer, wants) => {
    expect(await classifyInbound(mail(reply(partstat)))).toMatchObject({
      kind: 'reply',
      byMachine: false,
      calendar: { method: 'REPLY', answer, uid: 'call-1@rex.example' },
      reading: { class: wants, by: 'structure' },
    });
  });

  it('that invites us shows interest, perhaps', async () => {
    const invitation = ics(['METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:x', 'END:VEVENT']);
    expect(await classifyInbound(mail(invitation))).toMatchObject({
      kind: 'reply',
      reading: { class: 'interested', certainty: 'possible' },
    });
  });

  it('still asks to stop when its words do', async () => {
    expect(await classifyInbound(mail(reply('DECLINED'), 'Please take me off your list.'))).toMatchObject({
      reading: { class: 'not_interested' },
      possibleOptOut: 'Please take me off your list.',
    });
  });

  it('is none when it only carries a calendar file', async () => {
    const published = ics(['METHOD:PUBLISH', 'BEGIN:VEVENT', 'UID:x', 'END:VEVENT']);
    expect(readCalendar(published)).toBeUndefined();
    expect(readCalendar('')).toBeUndefined();
    expect(readCalendar(undefined)).toBeUndefined();
    expect(await classifyInbound(mail(published))).toMatchObject({ kind: 'auto_reply' });
  });
});
