import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type InvitationParts, invitationOf } from './invitation.ts';

const parts = (change: Partial<InvitationParts> = {}): InvitationParts => ({
  method: 'REQUEST',
  uid: 'u1@rex.example',
  sequence: 2,
  startsAt: '2026-12-01T15:00:00.000Z',
  endsAt: '2026-12-01T15:30:00.000Z',
  title: 'Introduction',
  description: 'Hello\nyou',
  organizer: { name: 'Ann', address: 'reply+t@reply.acme.example' },
  attendee: { name: 'Jo', address: 'jo@firm.example' },
  at: new Date('2026-11-28T10:00:00Z'),
  ...change,
});

describe('an invitation', () => {
  it('is what RFC 5545 and RFC 5546 ask for, and the same each time', () => {
    const lines = invitationOf(parts()).replaceAll('\r\n ', '').split('\r\n');
    expect(lines).toEqual([
      'BEGIN:VCALENDAR',
      'PRODID:-//Rex//Meetings//EN',
      'VERSION:2.0',
      'CALSCALE:GREGORIAN',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:u1@rex.example',
      'DTSTAMP:20261128T100000Z',
      'DTSTART:20261201T150000Z',
      'DTEND:20261201T153000Z',
      'SEQUENCE:2',
      'SUMMARY:Introduction',
      'DESCRIPTION:Hello\\nyou',
      'ORGANIZER;CN=Ann:mailto:reply+t@reply.acme.example',
      'ATTENDEE;CN=Jo;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:jo@firm.example',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
    expect(invitationOf(parts())).toBe(invitationOf(parts()));
  });

  it('that calls off asks for no answer', () => {
    const text = invitationOf(parts({ method: 'CANCEL' }));
    expect(text).toContain('METHOD:CANCEL\r\n');
    expect(text).toContain('STATUS:CANCELLED\r\n');
    expect(text).not.toMatch(/RSVP|PARTSTAT/);
  });

  it('holds any words as they are, in lines of at most 75 octets, and no words become a line', () => {
    const words = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 40 }),
          fc.constantFrom('\r', '\r\n', '\\', '^', '"'),
        ),
      )
      .map((some) => some.join(''));
    fc.assert(
      fc.property(words, words, words, words, (title, location, name, description) => {
        const given = parts({ title, location, description, attendee: { name, address: 'jo@firm.example' } });
        const text = invitationOf(given);
        for (const line of text.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
        const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent');
        expect(event?.getFirstPropertyValue('summary')).toBe(title.replace(/\r\n?/g, '\n'));
        expect(event?.getFirstPropertyValue('location')).toBe(location.replace(/\r\n?/g, '\n'));
        expect(event?.getFirstPropertyValue('description')).toBe(description.replace(/\r\n?/g, '\n'));
        expect(event?.getAllProperties()).toHaveLength(12);
      }),
    );
    const evil = invitationOf(
      parts({
        title: 'x\r\nATTENDEE:mailto:y@z.example',
        organizer: { name: '"\r\nX:1', address: 'a@b.example' },
      }),
    );
    expect(evil).not.toMatch(/^(ATTENDEE:|X:1)/m);
  });
});
