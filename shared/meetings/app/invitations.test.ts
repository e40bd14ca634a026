import { describe, expect, it } from 'vitest';
import { ADDRESS, BY_ANN, LATER, openInvitations } from '../../../test/memory/invitations.ts';
import { personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { decideAnswer } from '../../inbox/app/decide-answer.ts';
import { addMs, HOUR } from '../../kernel/clock.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import { readThreadToken } from '../../sending/domain/thread-token.ts';
import { cancelMeeting } from './cancel-meeting.ts';
import { changeInvitation } from './change-invitation.ts';
import { listMeetings } from './view-meetings.ts';

describe('an invitation', () => {
  it('goes out once, by mail, as calendars read it, with a thread of its own lead', async () => {
    const rex = await openInvitations();
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
    const rex = await openInvitations();
    const [one, two] = [await rex.invite({ idempotencyKey: 'k' }), await rex.invite({ idempotencyKey: 'k' })];
    expect(two.id).toBe(one.id);
    await rex.work();
    expect(await rex.sent()).toHaveLength(1);
    await expect(rex.invite({ idempotencyKey: 'k', title: 'Other' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
  });

  it('that died before its mail was taken goes on with the same key', async () => {
    const rex = await openInvitations();
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
    const rex = await openInvitations({ answers: { approval: 'all' } });
    const { id, invitation } = await rex.invite();
    await rex.work();
    expect([await rex.sent(), invitation?.mailState]).toEqual([[], 'pending']);
    const approvalId = invitation?.approvalId ?? '';
    const approval = await rex.ports.approvals.get(WORKSPACE, approvalId);
    if (approval?.subject !== 'answer') throw new Error('There is no approval.');
    expect(approval.text).toContain('12 March 2026, 15:00 to 15:30');
    const decision = { outcome: 'approved', digest: approval.digest, cause: BY_ANN } as const;
    await decideAnswer(rex.ports, { workspace: WORKSPACE, id: approvalId }, decision);
    await rex.work();
    expect(await rex.read(id)).toMatchObject({ invitation: { mailState: 'sent' } });
  });

  it('is refused before anything is stored: the past, a suppressed person, one without consent', async () => {
    const rex = await openInvitations();
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
      ...BY_ANN,
    });
    await expect(rex.invite()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await listMeetings(rex.ports, WORKSPACE, { state: 'requested', limit: 9 })).meetings).toEqual([]);
  });

  it('is blocked when its meeting would have begun before it goes out', async () => {
    const rex = await openInvitations();
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
    const rex = await openInvitations();
    const { id } = await rex.invite();
    const of = { workspace: WORKSPACE, leadId: personOf(1).id, source: 'test', ...BY_ANN };
    await suppressLead(rex.ports, { ...of, reason: 'unsubscribe' });
    await rex.work();
    expect(await rex.sent()).toEqual([]);
    expect(await rex.read(id)).toMatchObject({ invitation: { mailState: 'blocked' } });
  });
});

describe('an invitation that was rejected', () => {
  it('is asked for anew with a change, and is the first that the person hears of', async () => {
    const rex = await openInvitations({ answers: { approval: 'all' } });
    const { id, invitation } = await rex.invite();
    const decide = async (approvalId: string | null | undefined, outcome: 'approved' | 'rejected') => {
      const approval = await rex.ports.approvals.get(WORKSPACE, approvalId ?? '');
      const digest = approval?.digest ?? '';
      await decideAnswer(
        rex.ports,
        { workspace: WORKSPACE, id: approvalId ?? '' },
        { outcome, digest, cause: BY_ANN },
      );
    };
    await decide(invitation?.approvalId, 'rejected');
    expect(await rex.read(id)).toMatchObject({ state: 'requested', invitation: { mailState: 'rejected' } });
    const change = { workspace: WORKSPACE, id, note: 'In other words.', cause: BY_ANN };
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
  const off = (rex: Awaited<ReturnType<typeof openInvitations>>, id: string) =>
    cancelMeeting(rex.ports, { workspace: WORKSPACE, id, reason: 'We are ill.', cause: BY_ANN });

  it('is told by mail, once', async () => {
    const rex = await openInvitations();
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
    const change = { workspace: WORKSPACE, id, startsAt: LATER, cause: BY_ANN };
    await expect(changeInvitation(rex.ports, change)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('before its invitation went out takes the mail back, and tells nobody', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await off(rex, id);
    await rex.work();
    expect(await rex.sent()).toEqual([]);
    expect(await rex.read(id)).toMatchObject({ state: 'cancelled', invitation: { mailState: null } });
  });

  it('is off also when nobody may write to the person any more', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    await rex.work();
    const of = { workspace: WORKSPACE, leadId: personOf(1).id, source: 'test', ...BY_ANN };
    await suppressLead(rex.ports, { ...of, reason: 'unsubscribe' });
    expect(await off(rex, id)).toMatchObject({ state: 'cancelled' });
    await rex.work();
    expect(await rex.sent()).toHaveLength(1);
  });

  it('was changed before its invitation went out: only the present version goes out', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    const change = { workspace: WORKSPACE, id, title: 'Second', cause: BY_ANN };
    for (let again = 0; again < 2; again++) await changeInvitation(rex.ports, change);
    await rex.work();
    const [only, ...more] = await rex.sent();
    expect([only?.of('summary'), only?.sequence, more]).toEqual(['Second', 1, []]);
  });
});
