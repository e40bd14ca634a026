import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { type CalendarMailInput, calendarMail, type Program } from '../../../test/support/calendar-mail.ts';
import { receiveMail } from '../../inbound/app/receive-mail.ts';
import { decideAnswer } from '../../inbox/app/decide-answer.ts';
import { sendAnswer } from '../../inbox/app/send-answer.ts';
import { addMs, HOUR, MINUTE } from '../../kernel/clock.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import { inboundRecorder } from '../../sending/app/record-inbound.ts';
import { readThreadToken } from '../../sending/domain/thread-token.ts';
import type { MeetingView } from '../contract/meeting.ts';
import { cancelMeeting } from './cancel-meeting.ts';
import { changeInvitation } from './change-invitation.ts';
import { type InviteLead, inviteLead } from './invite-lead.ts';
import { listMeetings, viewMeeting } from './view-meetings.ts';

const CAUSE = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const STARTS = '2026-03-12T15:00:00.000Z';
const LATER = '2026-03-13T09:00:00.000Z';
const ADDRESS = personOf(1).profile.address;

async function world(settings: NonNullable<Parameters<typeof openOutreach>[0]>['settings'] = {}) {
  const rex = await openOutreach({ settings });
  await rex.send();
  rex.mails.length = 0;
  rex.pass(HOUR);
  const inbound = new Map<string, string>();
  const ports = {
    ...rex.ports,
    calendars: () => undefined,
    files: { read: async (key: string) => new TextEncoder().encode(inbound.get(key) ?? '') },
    feedback: inboundRecorder(rex.ports),
    operatorsWorkspace: 'operations',
  };
  const invite = (change: Partial<InviteLead> = {}): Promise<MeetingView> =>
    inviteLead(ports, {
      workspace: WORKSPACE,
      leadId: personOf(1).id,
      startsAt: STARTS,
      minutes: 30,
      title: 'Introduction; 100%, really',
      idempotencyKey: undefined,
      cause: CAUSE,
      ...change,
    });
  const work = async () => {
    for (const message of rex.asked.answers.splice(0)) await sendAnswer(ports, message);
  };
  const sent = () => Promise.all(rex.mails.map(({ raw }) => readMail(raw)));
  /** The latest invitation, as the person's calendar reads it. */
  const got = async () => {
    const last = (await sent()).at(-1);
    if (!last) throw new Error('Nothing was sent.');
    return last;
  };
  const hear = async (says: Partial<CalendarMailInput>, program: Program = 'google', id = 'in-1') => {
    const { uid, organizer, sequence } = await got();
    rex.pass(MINUTE);
    const raw = calendarMail(program, {
      uid,
      sequence,
      from: ADDRESS,
      to: organizer,
      at: ports.clock.now().toISOString(),
      ...says,
    });
    inbound.set(id, raw);
    const received = { id, rawKey: id, receivedAt: ports.clock.now(), recipients: [organizer] };
    return receiveMail(ports, { ...received, spam: false, virus: false });
  };
  return {
    ...rex,
    ports,
    invite,
    work,
    sent,
    got,
    hear,
    read: (id: string) => viewMeeting(ports, WORKSPACE, id),
  };
}

async function readMail(raw: Uint8Array) {
  const mail = await PostalMime.parse(raw);
  // As it is on the wire: the parser changes the line breaks of calendars.
  const text = new TextDecoder().decode(raw);
  const [, encoded = ''] = /application\/ics[\s\S]*?base64\r\n\r\n([\w+/=\r\n]+)/.exec(text) ?? [];
  const content = Buffer.from(encoded, 'base64').toString();
  const part = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  expect(new TextDecoder().decode(part?.content as ArrayBuffer)).toBe(content.replaceAll('\r\n', '\n'));
  const calendar = new ICAL.Component(ICAL.parse(content));
  const event = calendar.getFirstSubcomponent('vevent');
  const of = (name: string): string => String(event?.getFirstPropertyValue(name));
  return {
    mail,
    content,
    method: calendar.getFirstPropertyValue('method'),
    uid: of('uid'),
    sequence: Number(of('sequence')),
    organizer: of('organizer').replace('mailto:', ''),
    of,
    attendee: event?.getFirstProperty('attendee'),
  };
}

describe('an invitation', () => {
  it('goes out once, by mail, as calendars read it, with a thread of its own lead', async () => {
    const rex = await world();
    const meeting = await rex.invite({ location: 'https://meet.example/1', note: 'As we said.' });
    expect(meeting).toMatchObject({
      state: 'requested',
      source: 'email',
      matchedBy: 'member',
      missionId: rex.id,
      step: 1,
    });
    expect(meeting.invitation).toMatchObject({ sequence: 0, mailState: 'queued', answers: [] });
    await rex.work();
    expect(await rex.sent()).toHaveLength(1);
    const { mail, content, method, uid, sequence, organizer, of, attendee } = await rex.got();
    expect([method, sequence, uid]).toEqual([
      'REQUEST',
      0,
      expect.stringMatching(/^[0-9a-z]{20,}@rex\.example$/),
    ]);
    expect(content).toContain('DTSTART:20260312T150000Z\r\nDTEND:20260312T153000Z\r\n');
    expect(content).toMatch(/DTSTAMP:\d{8}T\d{6}Z\r\n/);
    expect(content.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect([of('summary'), of('location')]).toEqual(['Introduction; 100%, really', 'https://meet.example/1']);
    expect(attendee?.getFirstValue()).toBe(`mailto:${ADDRESS}`);
    expect(attendee?.toJSON()[1]).toMatchObject({
      partstat: 'NEEDS-ACTION',
      rsvp: 'TRUE',
      role: 'REQ-PARTICIPANT',
    });
    const token = /^reply\+(.+)@mail\.acme\.example$/.exec(organizer)?.[1] ?? '';
    expect(readThreadToken('secret', token)).toMatchObject({ leadId: personOf(1).id, step: 1 });
    expect(mail.replyTo?.[0]?.address).toBe(organizer);
    expect(mail.subject).toBe('Invitation: Introduction; 100%, really');
    expect(mail.text).toContain(
      'As we said.\n\nIntroduction; 100%, really\nThursday, 12 March 2026, 15:00 to 15:30 (UTC)',
    );
    const raw = new TextDecoder().decode(rex.mails[0]?.raw);
    expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8;\s+method=REQUEST/);
    expect(raw).toMatch(/Content-Type: application\/ics; name=invite\.ics/);
    expect(await rex.read(meeting.id)).toMatchObject({ invitation: { mailState: 'sent' } });
    expect(await rex.ports.conversations.get(WORKSPACE, personOf(1).id)).toMatchObject({ state: 'open' });
  });

  it('of the same key is the same, and of another body is refused', async () => {
    const rex = await world();
    const [one, two] = [await rex.invite({ idempotencyKey: 'k' }), await rex.invite({ idempotencyKey: 'k' })];
    expect(two.id).toBe(one.id);
    await rex.work();
    expect(await rex.sent()).toHaveLength(1);
    await expect(rex.invite({ idempotencyKey: 'k', title: 'Other' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
  });

  it('that died before its mail was taken goes on with the same key', async () => {
    const rex = await world();
    const { create } = rex.ports.answers;
    rex.ports.answers.create = () => Promise.reject(new Error('killed'));
    await expect(rex.invite({ idempotencyKey: 'k' })).rejects.toThrow('killed');
    rex.ports.answers.create = create;
    const { meetings } = await listMeetings(rex.ports, WORKSPACE, { state: 'requested', limit: 9 });
    expect(meetings).toMatchObject([{ invitation: { mailState: null, answerId: null } }]);
    await rex.invite({ idempotencyKey: 'k' });
    await rex.work();
    expect(await rex.sent()).toHaveLength(1);
  });

  it('waits for an approval over its exact words, where the settings ask for one', async () => {
    const rex = await world({ answers: { approval: 'all' } });
    const { id, invitation } = await rex.invite();
    await rex.work();
    expect([await rex.sent(), invitation?.mailState]).toEqual([[], 'pending']);
    const approvalId = invitation?.approvalId ?? '';
    const approval = await rex.ports.approvals.get(WORKSPACE, approvalId);
    if (approval?.subject !== 'answer') throw new Error('There is no approval.');
    expect(approval.text).toContain('12 March 2026, 15:00 to 15:30');
    const decision = { outcome: 'approved', digest: approval.digest, cause: CAUSE } as const;
    await decideAnswer(rex.ports, { workspace: WORKSPACE, id: approvalId }, decision);
    await rex.work();
    expect(await rex.read(id)).toMatchObject({ invitation: { mailState: 'sent' } });
  });

  it('is refused before anything is stored: the past, a suppressed person, one without consent', async () => {
    const rex = await world();
    await expect(rex.invite({ startsAt: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.startsAt' }],
    });
    await expect(rex.invite({ leadId: personOf(8).id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const lead = await rex.lead(2);
    await rex.ports.leads.save({ ...lead, profile: { ...lead.profile, consent: 'unknown' } });
    await rex.changeSettings({ requireConsent: true });
    await expect(rex.invite({ leadId: personOf(2).id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await suppressLead(rex.ports, {
      workspace: WORKSPACE,
      leadId: personOf(1).id,
      reason: 'unsubscribe',
      source: 'test',
      ...CAUSE,
    });
    await expect(rex.invite()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await listMeetings(rex.ports, WORKSPACE, { state: 'requested', limit: 9 })).meetings).toEqual([]);
  });

  it('is blocked when its meeting would have begun before it goes out', async () => {
    const rex = await world();
    const { id } = await rex.invite({ startsAt: addMs(rex.ports.clock.now(), HOUR).toISOString() });
    rex.pass(2 * HOUR);
    await rex.work();
    expect(await rex.sent()).toEqual([]);
    const { invitation } = await rex.read(id);
    expect([invitation?.mailState, invitation?.mailReason]).toEqual([
      'blocked',
      expect.stringMatching(/^MEETING_OVER/),
    ]);
  });

  it('is blocked when the person is suppressed before it goes out', async () => {
    const rex = await world();
    const { id } = await rex.invite();
    const of = { workspace: WORKSPACE, leadId: personOf(1).id, source: 'test', ...CAUSE };
    await suppressLead(rex.ports, { ...of, reason: 'unsubscribe' });
    await rex.work();
    expect(await rex.sent()).toEqual([]);
    expect(await rex.read(id)).toMatchObject({ invitation: { mailState: 'blocked' } });
  });
});

describe('an answer', () => {
  it.each(['google', 'outlook', 'apple'] as const)(
    'that accepts, of %s, books: it ends the sequences and is a success of the mission',
    async (program) => {
      const rex = await world();
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
      const rex = await world();
      const { id } = await rex.invite();
      await rex.work();
      expect(await rex.hear({ partstat })).toBe('stored');
      expect(await rex.read(id)).toMatchObject({ state, bookedAt: null });
      expect((await rex.lead(1)).hold).toMatchObject({ reason: 'reply' });
      expect((await rex.lead(1)).meeting).toBeUndefined();
    }
  });

  it('that declines what was accepted calls the meeting off; that accepts again books it', async () => {
    const rex = await world();
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
    const rex = await world();
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
    const rex = await world();
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
    const rex = await world();
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
      const rex = await world();
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
    const rex = await world();
    const { id } = await rex.invite();
    const asked = rex.ports.clock.now();
    await rex.work();
    await rex.hear({ at });
    expect(await rex.read(id)).toMatchObject({ bookedAt: addMs(asked, after).toISOString() });
  });

  it('beside a request to stop does both', async () => {
    const rex = await world();
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
    const rex = await world();
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
      cause: CAUSE,
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
    const rex = await world();
    const { id } = await rex.invite();
    await rex.work();
    await rex.hear({ method: 'COUNTER', startsAt: LATER, endsAt: null });
    expect((await rex.read(id)).invitation?.proposal).toMatchObject({ endsAt: '2026-03-13T09:30:00.000Z' });
  });

  it('to an earlier version than the present one books nothing', async () => {
    const rex = await world();
    const { id } = await rex.invite();
    await rex.work();
    await changeInvitation(rex.ports, { workspace: WORKSPACE, id, startsAt: LATER, cause: CAUSE });
    await rex.work();
    await rex.hear({ sequence: 0 });
    expect(await rex.read(id)).toMatchObject({ state: 'requested', bookedAt: null });
    const [message] = await rex.ports.leads.listInbound(WORKSPACE, personOf(1).id);
    expect(message?.evidence).toBe('calendar: accepted, to an earlier version of the invitation');
  });

  it('about another event, or that invites us or calls it off, is held and changes no meeting', async () => {
    for (const says of [{ uid: 'other@x.example' }, { method: 'REQUEST' }, { method: 'CANCEL' }] as const) {
      const rex = await world();
      const { id } = await rex.invite();
      await rex.work();
      const before = await rex.read(id);
      expect(await rex.hear(says)).toBe('stored');
      expect(await rex.read(id)).toEqual(before);
      expect((await rex.lead(1)).hold).toMatchObject({ reason: 'reply' });
    }
  });

  it('goes on where a worker died between its effects and its record', async () => {
    const rex = await world();
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

describe('an invitation that was rejected', () => {
  it('is asked for anew with a change, and is the first that the person hears of', async () => {
    const rex = await world({ answers: { approval: 'all' } });
    const { id, invitation } = await rex.invite();
    const decide = async (approvalId: string | null | undefined, outcome: 'approved' | 'rejected') => {
      const approval = await rex.ports.approvals.get(WORKSPACE, approvalId ?? '');
      const digest = approval?.digest ?? '';
      await decideAnswer(
        rex.ports,
        { workspace: WORKSPACE, id: approvalId ?? '' },
        { outcome, digest, cause: CAUSE },
      );
    };
    await decide(invitation?.approvalId, 'rejected');
    expect(await rex.read(id)).toMatchObject({ state: 'requested', invitation: { mailState: 'rejected' } });
    const change = { workspace: WORKSPACE, id, note: 'In other words.', cause: CAUSE };
    const changed = await changeInvitation(rex.ports, change);
    expect(changed.invitation).toMatchObject({ sequence: 1, mailState: 'pending' });
    expect((await changeInvitation(rex.ports, change)).invitation).toEqual(changed.invitation);
    await decide(changed.invitation?.approvalId, 'approved');
    await rex.work();
    const [only, ...more] = await rex.sent();
    expect([only?.sequence, more]).toEqual([1, []]);
    expect(only?.mail.subject).toMatch(/^Invitation: /);
  });
});

describe('a meeting that is called off', () => {
  const off = (rex: Awaited<ReturnType<typeof world>>, id: string) =>
    cancelMeeting(rex.ports, { workspace: WORKSPACE, id, reason: 'We are ill.', cause: CAUSE });

  it('is told by mail, once', async () => {
    const rex = await world();
    const { id } = await rex.invite();
    await rex.work();
    await rex.hear({});
    for (let again = 0; again < 2; again++) {
      expect(await off(rex, id)).toMatchObject({ state: 'cancelled', endedBecause: 'We are ill.' });
      await rex.work();
    }
    const [first, last, ...more] = await rex.sent();
    expect(more).toEqual([]);
    expect([last?.method, last?.uid, last?.sequence, last?.of('status')]).toEqual([
      'CANCEL',
      first?.uid,
      1,
      'CANCELLED',
    ]);
    expect(last?.mail.text).toContain('We are ill.');
    expect((await rex.lead(1)).hold).toMatchObject({ reason: 'meeting_cancelled' });
    const change = { workspace: WORKSPACE, id, startsAt: LATER, cause: CAUSE };
    await expect(changeInvitation(rex.ports, change)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('before its invitation went out takes the mail back, and tells nobody', async () => {
    const rex = await world();
    const { id } = await rex.invite();
    await off(rex, id);
    await rex.work();
    expect(await rex.sent()).toEqual([]);
    expect(await rex.read(id)).toMatchObject({ state: 'cancelled', invitation: { mailState: null } });
  });

  it('is off also when nobody may write to the person any more', async () => {
    const rex = await world();
    const { id } = await rex.invite();
    await rex.work();
    const of = { workspace: WORKSPACE, leadId: personOf(1).id, source: 'test', ...CAUSE };
    await suppressLead(rex.ports, { ...of, reason: 'unsubscribe' });
    expect(await off(rex, id)).toMatchObject({ state: 'cancelled' });
    await rex.work();
    expect(await rex.sent()).toHaveLength(1);
  });

  it('was changed before its invitation went out: only the present version goes out', async () => {
    const rex = await world();
    const { id } = await rex.invite();
    const change = { workspace: WORKSPACE, id, title: 'Second', cause: CAUSE };
    for (let again = 0; again < 2; again++) await changeInvitation(rex.ports, change);
    await rex.work();
    const [only, ...more] = await rex.sent();
    expect([only?.of('summary'), only?.sequence, more]).toEqual(['Second', 1, []]);
  });
});
