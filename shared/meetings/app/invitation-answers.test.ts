import { describe, expect, it } from 'vitest';
import { ADDRESS, BY_ANN, LATER, openInvitations, STARTS } from '../../../test/memory/invitations.ts';
import { personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { calendarMail } from '../../../test/support/calendar-mail.ts';
import { receiveMail } from '../../inbound/app/receive-mail.ts';
import { addMs, MINUTE } from '../../kernel/clock.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { cancelMeeting } from './cancel-meeting.ts';
import { changeInvitation } from './change-invitation.ts';

describe('an answer to an invitation', () => {
  it.each(['google', 'outlook', 'apple'] as const)(
    'that accepts, of %s, books: it ends the sequences and is a success of the mission',
    async (program) => {
      const rex = await openInvitations();
      const { id } = await rex.invite();
      await rex.work();
      expect(await rex.hear({}, program)).toBe('stored');
      const booked = await rex.read(id);
      expect(booked).toMatchObject({
        state: 'booked',
        bookedAt: expect.any(String),
        invitation: { proposal: null },
      });
      const lead = await rex.lead(1);
      expect(lead).toMatchObject({ hold: { reason: 'meeting_booked' }, meeting: { id } });
      expect(lead.hold?.replies).toHaveLength(1);
      const message = (await rex.messages()).find(({ leadId }) => leadId === personOf(1).id);
      expect(message).toMatchObject({ bookedAt: booked.bookedAt });
      const told = rex.told().filter(({ name }) => name.startsWith('meeting.'));
      expect(told.map(({ name }) => name).toSorted()).toEqual(['meeting.booked', 'meeting.requested']);
      expect(JSON.stringify(told)).not.toContain('@');
      const before = rex.records();
      expect(await rex.hear({ at: booked.bookedAt ?? '' }, program)).toBe('repeated');
      expect((await rex.lead(1)).hold).toEqual(lead.hold);
      expect(rex.records().length).toBe(before.length);
    },
  );

  it('that declines, or leaves it open, holds the person', async () => {
    for (const [partstat, state] of [
      ['DECLINED', 'declined'],
      ['TENTATIVE', 'requested'],
    ] as const) {
      const rex = await openInvitations();
      const { id } = await rex.invite();
      await rex.work();
      expect(await rex.hear({ partstat })).toBe('stored');
      expect(await rex.read(id)).toMatchObject({ state, bookedAt: null });
      expect((await rex.lead(1)).hold).toMatchObject({ reason: 'reply' });
      expect((await rex.lead(1)).meeting).toBeUndefined();
    }
  });

  it('that declines what was accepted calls the meeting off; that accepts again books it', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await rex.work();
    await rex.hear({}, 'google', 'in-1');
    await rex.hear({ partstat: 'DECLINED' }, 'apple', 'in-2');
    expect(await rex.read(id)).toMatchObject({ state: 'declined', endedAt: expect.any(String) });
    expect((await rex.lead(1)).hold).toMatchObject({ reason: 'meeting_cancelled' });
    await rex.hear({}, 'google', 'in-3');
    expect(await rex.read(id)).toMatchObject({ state: 'booked', endedAt: null });
    const told = rex.told().filter(({ name }) => name.startsWith('meeting.'));
    expect(told.map(({ name }) => name).toSorted()).toEqual([
      'meeting.booked',
      'meeting.booked',
      'meeting.cancelled',
      'meeting.requested',
    ]);
  });

  it('of somebody who got the invitation on books nothing, and is shown as theirs', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await rex.work();
    expect(await rex.hear({ from: 'max@other.example' })).toBe('stored');
    const meeting = await rex.read(id);
    expect(meeting).toMatchObject({
      state: 'requested',
      bookedAt: null,
      invitation: { answers: [{ attendee: 'max@other.example', answer: 'accepted' }] },
    });
    const [message] = await rex.ports.leads.listInbound(WORKSPACE, personOf(1).id);
    expect(message).toMatchObject({
      evidence: 'calendar: accepted, by max@other.example, who was not invited',
      reading: { certainty: 'possible' },
    });
    expect((await rex.lead(1)).hold).toMatchObject({ reason: 'reply' });
    await rex.hear({ from: 'assistant@other.example', attendee: ADDRESS.toUpperCase() }, 'outlook', 'in-2');
    expect(await rex.read(id)).toMatchObject({ state: 'booked' });
    const mails = await rex.ports.leads.listInbound(WORKSPACE, personOf(1).id);
    expect(mails.map(({ evidence }) => evidence)).toContain(
      'calendar: accepted, sent by assistant@other.example',
    );
  });

  it('without the token books only what the domain of its author vouches for', async () => {
    const rex = await openInvitations();
    const address = 'carl@people.example';
    const leadId = leadIdOf(WORKSPACE, address);
    const { profile } = personOf(9);
    const carl = personOf(9, { id: leadId, profile: { ...profile, address, identity: address } });
    await rex.ports.leads.create(carl);
    const { id } = await rex.invite({ leadId });
    await rex.work();
    const { uid } = await rex.got();
    const raw = calendarMail('apple', { uid, from: address, to: 'hello@mail.acme.example' });
    for (const [n, dmarc, state] of [
      [1, undefined, 'requested'],
      [2, 'pass', 'booked'],
    ] as const) {
      const files = { read: async () => new TextEncoder().encode(raw) };
      const received = {
        id: `x-${n}`,
        rawKey: 'x',
        receivedAt: rex.ports.clock.now(),
        spam: false,
        virus: false,
      };
      const recipients = ['hello@mail.acme.example'];
      await receiveMail({ ...rex.ports, files }, { ...received, recipients, dmarc });
      expect(await rex.read(id)).toMatchObject({ state });
    }
  });

  it('of the person at their new address is theirs', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await rex.work();
    const lead = await rex.lead(1);
    const address = 'jo@new.example';
    await rex.ports.leads.save({ ...lead, profile: { ...lead.profile, address } });
    await rex.hear({ from: address });
    expect(await rex.read(id)).toMatchObject({ state: 'booked' });
  });

  it('of the person by another of their addresses is theirs, and that of nobody is of its sender', async () => {
    for (const attendee of ['jo@alias.example', 'invalid:nomail']) {
      const rex = await openInvitations();
      const { id } = await rex.invite();
      await rex.work();
      await rex.hear({ attendee, from: ADDRESS }, 'outlook');
      expect(await rex.read(id), attendee).toMatchObject({ state: 'booked' });
    }
  });

  it.each([
    ['behind', '1999-01-01T00:00:00Z', 0],
    ['ahead', '2099-01-01T00:00:00Z', MINUTE],
  ])('of a clock that is years %s has a time that can be', async (_, at, after) => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    const asked = rex.ports.clock.now();
    await rex.work();
    await rex.hear({ at });
    expect(await rex.read(id)).toMatchObject({ bookedAt: addMs(asked, after).toISOString() });
  });

  it.each([
    ['declined, then accepted', 'DECLINED', 'ACCEPTED', 'booked', 'meeting_booked'],
    ['accepted, then declined', 'ACCEPTED', 'DECLINED', 'declined', 'meeting_cancelled'],
  ])('by a clock that is behind: %s', async (_, first, last, state, reason) => {
    for (const isInOrder of [true, false]) {
      const rex = await openInvitations();
      const { id } = await rex.invite();
      const asked = rex.ports.clock.now();
      await rex.work();
      const said = [
        { at: addMs(asked, -30 * MINUTE).toISOString(), partstat: first },
        { at: addMs(asked, -29 * MINUTE).toISOString(), partstat: last },
      ];
      for (const [n, says] of (isInOrder ? said : said.toReversed()).entries())
        expect(await rex.hear(says, 'google', `in-${n}`)).toBe('stored');
      const meeting = await rex.read(id);
      expect(meeting).toMatchObject({
        state,
        bookedAt: asked.toISOString(),
        endedAt: state === 'declined' ? asked.toISOString() : null,
      });
      const { hold, meeting: booked } = await rex.lead(1);
      // An earlier answer that comes late holds the person too, and is the latest mail.
      const isLate = state === 'booked' && !isInOrder;
      expect([hold?.reason, booked?.id]).toEqual([isLate ? 'reply' : reason, id]);
    }
  });

  it.each([0, 1])(
    'that accepts a meeting that is called off books nothing, with the sequence %i',
    async (sequence) => {
      const rex = await openInvitations();
      const { id } = await rex.invite();
      await rex.work();
      await cancelMeeting(rex.ports, { workspace: WORKSPACE, id, reason: 'We are ill.', cause: BY_ANN });
      await rex.work();
      expect((await rex.got()).sequence).toBe(1);
      expect(await rex.hear({ sequence })).toBe('stored');
      expect(await rex.read(id)).toMatchObject({ state: 'cancelled', bookedAt: null });
      const { hold, meeting } = await rex.lead(1);
      expect([hold?.reason, meeting]).toEqual(['reply', undefined]);
      expect((await rex.messages()).some(({ bookedAt }) => bookedAt)).toBe(false);
      const [message] = await rex.ports.leads.listInbound(WORKSPACE, personOf(1).id);
      expect(message).toMatchObject({
        evidence: expect.stringMatching(/, to a meeting that is called off$/),
        reading: { class: 'interested', certainty: 'possible' },
      });
    },
  );

  it('beside a request to stop does both', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await rex.work();
    const says = { partstat: 'DECLINED', text: 'Please unsubscribe me.' };
    expect(await rex.hear(says, 'outlook')).toBe('stored');
    expect(await rex.read(id)).toMatchObject({ state: 'declined' });
    expect((await rex.lead(1)).suppression).toMatchObject({ reason: 'unsubscribe' });
    const [message] = await rex.ports.leads.listInbound(WORKSPACE, personOf(1).id);
    expect(message).toMatchObject({
      kind: 'unsubscribe_request',
      evidence: expect.stringMatching(/^words: /),
    });
  });

  it('that proposes another time leaves it to a person, who takes it', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await rex.work();
    const times = { startsAt: LATER, endsAt: '2026-03-13T09:45:00Z' };
    expect(await rex.hear({ method: 'COUNTER', partstat: 'TENTATIVE', ...times }, 'outlook')).toBe('stored');
    const countered = await rex.read(id);
    expect(countered).toMatchObject({ state: 'requested', startsAt: STARTS });
    expect(countered.invitation?.proposal).toMatchObject({
      startsAt: LATER,
      endsAt: '2026-03-13T09:45:00.000Z',
    });
    expect((await rex.lead(1)).hold).toMatchObject({ reason: 'reply' });
    await changeInvitation(rex.ports, {
      workspace: WORKSPACE,
      id,
      startsAt: LATER,
      minutes: 45,
      cause: BY_ANN,
    });
    await rex.work();
    const [first, second] = await rex.sent();
    expect([second?.uid, second?.sequence, second?.organizer]).toEqual([first?.uid, 1, first?.organizer]);
    expect(second?.content).toContain('DTSTART:20260313T090000Z');
    expect(second?.mail.subject).toBe('Changed invitation: Introduction; 100%, really');
    await rex.hear({}, 'outlook', 'in-2');
    expect(await rex.read(id)).toMatchObject({
      state: 'booked',
      startsAt: LATER,
      invitation: { proposal: null },
    });
  });

  it('that proposes a beginning only keeps the length of the meeting', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await rex.work();
    await rex.hear({ method: 'COUNTER', startsAt: LATER, endsAt: null });
    expect((await rex.read(id)).invitation?.proposal).toMatchObject({ endsAt: '2026-03-13T09:30:00.000Z' });
  });

  it('that proposes a time which cannot be read ends the proposal before it', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await rex.work();
    await rex.hear({ method: 'COUNTER', startsAt: LATER, endsAt: null });
    expect((await rex.read(id)).invitation?.proposal).toMatchObject({ startsAt: LATER });
    await rex.hear({ method: 'COUNTER', zone: 'Mars/Olympus' }, 'google', 'in-2');
    expect((await rex.read(id)).invitation?.proposal).toBeNull();
    const mails = await rex.ports.leads.listInbound(WORKSPACE, personOf(1).id);
    expect(mails.map(({ evidence }) => evidence)).toContain(
      'calendar: proposes another time, which cannot be read',
    );
    await rex.hear({ method: 'COUNTER', zone: 'Europe/Berlin', startsAt: LATER }, 'google', 'in-3');
    expect((await rex.read(id)).invitation?.proposal).toMatchObject({ startsAt: '2026-03-13T08:00:00.000Z' });
  });

  it('to an earlier version than the present one books nothing', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await rex.work();
    await changeInvitation(rex.ports, { workspace: WORKSPACE, id, startsAt: LATER, cause: BY_ANN });
    await rex.work();
    await rex.hear({ sequence: 0 });
    expect(await rex.read(id)).toMatchObject({ state: 'requested', bookedAt: null });
    const [message] = await rex.ports.leads.listInbound(WORKSPACE, personOf(1).id);
    expect(message?.evidence).toBe('calendar: accepted, to an earlier version of the invitation');
  });

  it('about another event, or that invites us or calls it off, is held and changes no meeting', async () => {
    for (const says of [{ uid: 'other@x.example' }, { method: 'REQUEST' }, { method: 'CANCEL' }] as const) {
      const rex = await openInvitations();
      const { id } = await rex.invite();
      await rex.work();
      const before = await rex.read(id);
      expect(await rex.hear(says)).toBe('stored');
      expect(await rex.read(id)).toEqual(before);
      expect((await rex.lead(1)).hold).toMatchObject({ reason: 'reply' });
    }
  });

  it('goes on where a worker died between its effects and its record', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await rex.work();
    const { meetings } = rex.ports;
    const { save } = meetings;
    meetings.save = () => Promise.reject(new Error('killed'));
    await expect(rex.hear({ at: '2026-03-05T13:00:00Z' })).rejects.toThrow('killed');
    expect((await rex.lead(1)).hold?.replies).toHaveLength(1);
    meetings.save = save;
    expect(await rex.hear({ at: '2026-03-05T13:00:00Z' })).toBe('stored');
    expect((await rex.lead(1)).hold?.replies).toHaveLength(1);
    expect(await rex.read(id)).toMatchObject({ state: 'booked' });
  });
});
