import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvitationReaction } from '../../infra/local/people/decide.ts';
import { calendarMail } from '../support/calendar-mail.ts';
import { receiveRaw } from '../support/inbound-mail.ts';
import { eventOf, invitedPeople } from '../support/invitations.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

const ofMission = { domain: 'invited.example', ordinal: 2 };
const peopleWho = (does: InvitationReaction, count: number) => invitedPeople(does, count, ofMission);
const [accepts = '', goesOff = '', forwards = ''] = peopleWho('accept', 3);
const [declines = ''] = peopleWho('decline', 1);
const [wavers = ''] = peopleWho('tentative', 1);
const [counters = ''] = peopleWho('counter', 1);
const [stays = ''] = peopleWho('decline', 2).slice(1);

/**
 * Seven people get the first mail of a mission. All but one are invited, and their calendars answer. What is sent and what comes
 * in is worked on twice.
 */
describe('people who are invited by e-mail', () => {
  let rex: TestRex;
  let ws: TestWorkspace;
  let missionId: string;
  const ids = new Map<string, string>();

  const meetingWith = async (person: string) =>
    (await ws.call('GET', `/api/rex/meetings/${ids.get(person)}`)).json;
  const invitationsTo = async (person: string) =>
    (await ws.mails()).filter(
      ({ to, mail }) => to === person && /^(Invitation|Changed|Called)/.test(mail.subject ?? ''),
    );
  const approve = async ({ approvalId }: { approvalId: string }) => {
    const { digest, ...approval } = (await ws.call('GET', `/api/approvals/${approvalId}`)).json;
    const answer = await ws.call('POST', `/api/approvals/${approvalId}/approve`, { digest });
    expect(answer.status, answer.text).toBe(200);
    await rex.idle();
    return approval;
  };
  const inTime = async (days: number) => new Date((await rex.now()).getTime() + days * DAY).toISOString();

  beforeAll(async () => {
    rex = await shareTestRex();
    const rules = ['answers', 'inbound'].map((queue) => ({
      kind: 'repeat',
      target: `rex-consumers-${queue}`,
      rate: 1,
      delayMs: 100,
    }));
    await rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });
    ws = await openWorkspace(rex, 'invited', {
      settings: {
        answers: { approval: 'all' },
        frequencyCap: { minHoursBetween: 1, maxIn30Days: 20 },
      },
    });
    await ws.importCsv(leadsCsv([accepts, declines, wavers, counters, goesOff, forwards, stays]));
    missionId = await ws.createMission({ steps: 2, collectDays: 3 });
    await ws.approve(missionId);
    // The mission has spoken to these people just now.
    await rex.advance(HOUR);
    await rex.idle();
    for (const person of [accepts, declines, wavers, counters, goesOff, forwards]) {
      const body = {
        leadId: await ws.leadId(person),
        startsAt: await inTime(10),
        minutes: 45,
        title: 'Introduction',
        location: 'https://meet.example/7',
        note: 'Shall we talk?',
      };
      const invited = await ws.call('POST', '/api/rex/meetings/invitations', body, { role: 'operator' });
      expect([invited.status, invited.json.invitation?.mailState], invited.text).toEqual([202, 'pending']);
      ids.set(person, invited.json.id);
    }
  });
  afterAll(() => rex?.stop());

  it('get nothing before somebody approves the words, and then one mail that calendars read', async () => {
    expect(await invitationsTo(accepts)).toEqual([]);
    for (const person of ids.keys()) {
      const { answer } = await approve((await meetingWith(person)).invitation);
      expect(answer.text).toMatch(/^Shall we talk\?\n\nIntroduction\n\w+day, /);
    }
    const [mail, ...more] = await invitationsTo(accepts);
    if (!mail) throw new Error('Nothing was sent.');
    expect(more).toEqual([]);
    const { method, sequence, of, organizer } = eventOf(mail);
    const meeting = await meetingWith(accepts);
    expect([method, sequence, of('summary'), of('status')]).toEqual([
      'REQUEST',
      0,
      'Introduction',
      'CONFIRMED',
    ]);
    expect(new Date(`${of('dtstart')}`).toISOString()).toBe(meeting.startsAt);
    expect(organizer).toMatch(/^reply\+invited-[0-9a-z]{20}-[0-9a-z]{6}-1-[0-9a-z]{10}@/);
    expect(mail.mail.replyTo?.[0]?.address).toBe(organizer);
    expect(meeting).toMatchObject({
      source: 'email',
      missionId,
      step: 1,
      invitation: { mailState: 'delivered' },
    });
  });

  it('answer, and the meetings are as they say', async () => {
    // Somebody to whom the invitation was forwarded is faster than the person who got it.
    const [mail] = await invitationsTo(forwards);
    if (!mail) throw new Error('Nothing was sent.');
    const { of, organizer } = eventOf(mail);
    const says = { uid: of('uid'), from: 'max@other.example', to: organizer };
    await receiveRaw(rex, { ...says, raw: calendarMail('outlook', says) });
    expect(await meetingWith(forwards)).toMatchObject({
      state: 'requested',
      invitation: { answers: [{ attendee: 'max@other.example', answer: 'accepted' }] },
    });
    await rex.advance(14 * HOUR);
    await rex.idle();
    expect(await meetingWith(accepts)).toMatchObject({
      state: 'booked',
      matchedBy: 'member',
      attendee: accepts,
    });
    expect(await meetingWith(forwards)).toMatchObject({ state: 'booked' });
    expect(await meetingWith(declines)).toMatchObject({ state: 'declined', bookedAt: null });
    expect(await meetingWith(wavers)).toMatchObject({ state: 'requested', bookedAt: null });
    const { state, startsAt, invitation } = await meetingWith(counters);
    expect([state, Date.parse(invitation.proposal.startsAt) - Date.parse(startsAt)]).toEqual([
      'requested',
      DAY,
    ]);
    for (const person of [wavers, counters, declines])
      expect((await ws.explain(person)).lead.held, person).toMatchObject({ reason: 'reply' });
    expect((await ws.explain(accepts)).lead.held).toMatchObject({ reason: 'meeting_booked' });
    const { conversations } = (await ws.call('GET', '/api/inbox')).json;
    const { id } = conversations.find(({ lead }: { lead: { email: string } }) => lead.email === accepts);
    const { messages } = (await ws.call('GET', `/api/inbox/${id}`)).json;
    expect(messages.map(({ type, subject }: Record<string, string>) => [type, subject]).slice(1)).toEqual([
      ['answer', 'Invitation: Introduction'],
      ['received', 'Accepted: Introduction'],
    ]);
    expect(messages.at(-2)).toMatchObject({ meeting: ids.get(accepts) });
  });

  it('get the time that they propose when a member takes it, and answer anew', async () => {
    const { invitation, id } = await meetingWith(counters);
    const changed = await ws.call('PATCH', `/api/rex/meetings/${id}`, {
      startsAt: invitation.proposal.startsAt,
    });
    expect([changed.status, changed.json.invitation.sequence]).toEqual([202, 1]);
    await approve(changed.json.invitation);
    const [first, second] = (await invitationsTo(counters)).map(eventOf);
    expect([second?.of('uid'), second?.sequence]).toEqual([first?.of('uid'), 1]);
    const says = { uid: second?.of('uid') ?? '', sequence: 1, from: counters, to: second?.organizer ?? '' };
    const at = (await rex.now()).toISOString();
    await receiveRaw(rex, { ...says, raw: calendarMail('apple', { ...says, at }) });
    expect(await meetingWith(counters)).toMatchObject({ state: 'booked', startsAt: changed.json.startsAt });
  });

  it('are told when it is called off', async () => {
    const id = ids.get(goesOff);
    const off = await ws.call('POST', `/api/rex/meetings/${id}/cancel`, { reason: 'We are ill.' });
    expect([off.status, off.json.state]).toEqual([200, 'cancelled']);
    await approve(off.json.invitation);
    const last = (await invitationsTo(goesOff)).map(eventOf).at(-1);
    expect([last?.method, last?.sequence, last?.of('status')]).toEqual(['CANCEL', 1, 'CANCELLED']);
    expect((await ws.explain(goesOff)).lead.held).toMatchObject({ reason: 'meeting_cancelled' });
  });

  it('get no further mail of the mission, whose successes are those who accepted', async () => {
    await rex.runUntilIdle(20 * DAY);
    const missionMails = (await ws.mails()).filter(
      ({ mail }) => !/^(Invitation|Changed|Called)/.test(mail.subject ?? ''),
    );
    const countTo = (person: string) => missionMails.filter(({ to }) => to === person).length;
    expect([...ids.keys()].map(countTo)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(countTo(stays)).toBe(2);
    const { messages } = await ws.mission(missionId);
    expect(messages?.booked).toBe([accepts, forwards, counters, goesOff].length);
    expect((await ws.explain(accepts)).meetings).toMatchObject([{ state: 'booked', title: 'Introduction' }]);
    const { rules } = (await rex.fetch('GET', '/_local/faults')).json;
    expect(rules.every(({ happened }: { happened: number }) => happened > 0)).toBe(true);
    const names = await expectCatalogued(rex);
    for (const name of [
      'meeting.requested',
      'meeting.booked',
      'meeting.moved',
      'meeting.cancelled',
      'answer.changed',
    ])
      expect(names).toContain(name);
  });
});
