import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALENDAR_ANSWERS } from '../../mail/contract/calendar-answer.ts';
import { answered, calledOff, invitedMeeting, proposed, replanned } from './invitation.ts';
import type { InvitationSaid, Meeting } from './meeting.ts';

const LEAD = `l_${'0'.repeat(20)}`;
const JO = 'jo@acme.example';
const second = (n: number): string => new Date(Date.UTC(2026, 0, 5, 10, 0, n)).toISOString();
const PLAN = { startsAt: '2026-01-12T15:00:00.000Z', endsAt: '2026-01-12T15:30:00.000Z', title: 'Intro' };
const LATER = { ...PLAN, startsAt: '2026-01-13T15:00:00.000Z', endsAt: '2026-01-13T15:30:00.000Z' };
const invited = (): Meeting =>
  invitedMeeting(
    { workspace: 'acme', leadId: LEAD, matchedBy: 'member' },
    { ...PLAN, uid: 'u@rex.example', attendee: JO, at: second(0) },
  );
const said = (change: Partial<InvitationSaid> = {}): InvitationSaid => ({
  attendee: JO,
  answer: 'accepted',
  sequence: 0,
  at: second(10),
  ...change,
});

describe('an invitation', () => {
  it.each([
    ['accepted', 'booked'],
    ['declined', 'declined'],
    ['tentative', 'requested'],
    ['delegated', 'requested'],
  ] as const)('that is %s makes the meeting %s', (answer, state) => {
    const meeting = answered(invited(), said({ answer }));
    expect([meeting.state, meeting.bookedAt, meeting.endedAt]).toEqual([
      state,
      state === 'booked' ? second(10) : undefined,
      state === 'declined' ? second(10) : undefined,
    ]);
  });

  it('is decided by nobody but the attendee, and says who else answered', () => {
    const meeting = answered(invited(), said({ attendee: 'max@acme.example' }));
    expect([meeting.state, meeting.bookedAt]).toEqual(['requested', undefined]);
    expect(meeting.invitation?.answers).toMatchObject([{ attendee: 'max@acme.example', answer: 'accepted' }]);
  });

  it('asks anew when its time changes, and hears nothing of what was answered before', () => {
    const moved = replanned(answered(invited(), said()), LATER, second(20));
    expect(moved).toMatchObject({ state: 'requested', startsAt: LATER.startsAt, bookedAt: second(10) });
    expect(moved.invitation?.sequence).toBe(1);
    expect(replanned(moved, LATER, second(30))).toBe(moved);
    const late = answered(moved, said({ at: second(40), answer: 'declined' }));
    expect([late.state, late.endedAt]).toEqual(['requested', undefined]);
    expect(answered(late, said({ sequence: 1, at: second(30) }))).toMatchObject({ state: 'booked' });
    expect(answered(late, said({ sequence: 7, at: second(50) }))).toBe(late);
  });

  it('is answered in the order of a clock that is behind, and never before it was sent', () => {
    const meeting = replanned(invited(), LATER, second(20));
    const no = said({ answer: 'declined', sequence: 1, at: second(1) });
    const yes = said({ sequence: 1, at: second(2) });
    for (const both of [
      [no, yes],
      [yes, no],
    ])
      expect(both.reduce(answered, meeting)).toMatchObject({ state: 'booked', bookedAt: second(20) });
    expect(answered(meeting, no)).toMatchObject({ state: 'declined', endedAt: second(20) });
  });

  it('to a meeting that is called off stays so', () => {
    const off = calledOff(answered(invited(), said()), 'We are\nill', second(20));
    expect(off).toMatchObject({ state: 'cancelled', endedAt: second(20), reason: 'We are ill' });
    expect(off.invitation?.sequence).toBe(1);
    expect(calledOff(off, 'Again', second(30))).toBe(off);
    expect(answered(off, said({ sequence: 1, at: second(40) }))).toMatchObject({ state: 'cancelled' });
    const never = calledOff(invited(), 'Ill', second(20));
    for (const sequence of [0, 1]) {
      const late = answered(never, said({ sequence, at: second(40) }));
      expect([late.state, late.bookedAt, late.endedAt]).toEqual(['cancelled', undefined, second(20)]);
    }
  });

  it('keeps the latest proposal of another time, until the meeting changes', () => {
    const time = { startsAt: LATER.startsAt, endsAt: LATER.endsAt };
    const first = proposed(invited(), { time, at: second(10), sequence: 0 });
    expect(first).toMatchObject({ state: 'requested', startsAt: PLAN.startsAt });
    expect(first.invitation?.proposal).toEqual({ ...time, at: second(10) });
    expect(proposed(first, { time, at: second(9), sequence: 0 })).toBe(first);
    expect(proposed(first, { time, at: second(11), sequence: 1 })).toBe(first);
    expect(proposed(first, { at: second(9), sequence: 0 })).toBe(first);
    const unread = proposed(first, { at: second(11), sequence: 0 });
    expect(unread.invitation?.proposal).toBeUndefined();
    expect(proposed(unread, { at: second(12), sequence: 0 })).toBe(unread);
    expect(replanned(first, LATER, second(20)).invitation?.proposal).toBeUndefined();
  });
});

const anAnswer = fc.record({
  attendee: fc.constantFrom(JO, JO, 'max@acme.example', 'eve@acme.example'),
  answer: fc.constantFrom(...CALENDAR_ANSWERS),
  sequence: fc.nat(3),
  at: fc.nat(5).map(second),
});

describe('answers', () => {
  it('come to the same in whatever order and however often they come', () => {
    const some = fc.array(anAnswer, { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(some, fc.nat(2), fc.infiniteStream(fc.nat(1000)), (answers, changes, draws) => {
        const shuffled = [...answers, ...answers]
          .map((item) => ({ item, place: draws.next().value ?? 0 }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ item }) => item);
        let meeting = invited();
        for (let n = 0; n < changes; n++)
          meeting = replanned(meeting, { ...PLAN, title: `Version ${n + 1}` }, second(3));
        const all = (each: readonly InvitationSaid[]): Meeting => each.reduce(answered, meeting);
        expect(all(shuffled)).toEqual(all(answers));
      }),
    );
  });

  it('to an earlier version never override one to a later version, whenever they come', () => {
    const some = fc.array(anAnswer, { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(some, some, fc.infiniteStream(fc.boolean()), (before, after, coins) => {
        // Of those that were sent before the change, some are late.
        const old = before.map((each) => ({ ...each, sequence: 0 }));
        const late = old.filter(() => coins.next().value);
        const moved = (known: Meeting): Meeting => replanned(known, LATER, second(0));
        const present = after.map((each) => ({ ...each, sequence: 1 }));
        const inTime = present.reduce(answered, moved(old.reduce(answered, invited())));
        const delayed = [...present, ...late].reduce(answered, moved(invited()));
        expect(delayed.state).toBe(inTime.state);
        expect(delayed.endedAt).toBe(inTime.endedAt);
        expect(delayed.startsAt).toBe(LATER.startsAt);
      }),
    );
  });
});
