import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEETING_STATES } from '../contract/meeting.ts';
import type { MeetingNews } from '../contract/messages.ts';
import { applyNews, isCalledOff, leadOfMeeting, type Meeting, meetingIdOf } from './meeting.ts';

const LEAD = `l_${'0'.repeat(20)}`;
const match = { workspace: 'acme', leadId: LEAD, matchedBy: 'token' } as const;
const minute = (n: number): string => new Date(Date.UTC(2026, 0, 5, 10, n)).toISOString();
const news = (change: Partial<MeetingNews> = {}): MeetingNews => ({
  source: 'calendly',
  externalId: 'https://api.calendly.com/scheduled_events/E/invitees/I',
  state: 'booked',
  at: minute(0),
  startsAt: '2026-01-12T15:00:00.000Z',
  endsAt: '2026-01-12T15:30:00.000Z',
  title: 'Intro',
  attendee: 'ann@acme.example',
  ...change,
});
const all = (told: readonly MeetingNews[]): Meeting | undefined =>
  told.reduce<Meeting | undefined>((known, each) => applyNews(known, each, match), undefined);

describe('a meeting', () => {
  it('has the same id whenever it is told of, which names its lead', () => {
    const id = meetingIdOf(LEAD, news());
    expect(meetingIdOf(LEAD, news({ state: 'cancelled', at: minute(9) }))).toBe(id);
    expect(leadOfMeeting(id)).toBe(LEAD);
    expect(meetingIdOf(LEAD, news({ source: 'calcom' }))).not.toBe(id);
  });

  it('is in the end the same, in whatever order and however often the same is told', () => {
    const told = fc.uniqueArray(fc.record({ state: fc.constantFrom(...MEETING_STATES), at: fc.nat(60) }), {
      minLength: 1,
      maxLength: 5,
      selector: ({ at }) => at,
    });
    fc.assert(
      fc.property(told, fc.infiniteStream(fc.nat(1000)), (each, draws) => {
        const once = each.map(({ state, at }) =>
          news({ state, at: minute(at), startsAt: minute(100 + at), title: `At ${at}` }),
        );
        const again = [...once, ...once]
          .map((item) => ({ item, place: draws.next().value ?? 0 }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ item }) => item);
        expect(all(again)).toEqual(all(once));
      }),
    );
  });

  it('that is called off stays so, and was booked even when the booking is told last', () => {
    const off = all([news({ state: 'cancelled', at: minute(9), reason: 'No time' }), news()]);
    expect(off).toMatchObject({
      state: 'cancelled',
      bookedAt: minute(0),
      endedAt: minute(9),
      reason: 'No time',
    });
    expect(off && isCalledOff(off)).toBe(true);
    expect(isCalledOff({ state: 'rescheduled', bookedAt: minute(0) })).toBe(false);
    expect(isCalledOff({ state: 'declined', bookedAt: undefined })).toBe(false);
  });

  it('keeps texts from outside as one short line', () => {
    const text = `Intro\r\nBcc: x\u202e\u0000${'y'.repeat(5000)}`;
    const { title, location } = applyNews(undefined, news({ title: text, location: text }), match);
    expect(title).toBe(`Intro Bcc: x ${'y'.repeat(287)}`);
    expect(location).toBe(title);
  });

  it('that is told again unchanged is the very same', () => {
    const meeting = all([news()]);
    expect(applyNews(meeting, news(), match)).toBe(meeting);
  });
});
