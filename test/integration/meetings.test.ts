import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SILENT_PEOPLE } from '../support/silent-people.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

const people = Array.from({ length: 4 }, (_, n) => `guest${n}@booked.example`);

/** Everybody books by the link of the second mail; what their calendar tells comes twice and in another order. */
describe('a mission whose leads book meetings', () => {
  let rex: TestRex;
  let ws: TestWorkspace;
  let missionId: string;
  const meetings = async (state = 'booked') =>
    (await ws.call('GET', `/api/rex/meetings?state=${state}`)).json.meetings;
  beforeAll(async () => {
    rex = await startTestRex({ ...SILENT_PEOPLE, open: 1, book: 1 });
    const rules = [
      { kind: 'repeat', target: 'rex-consumers-meetings', rate: 1, delayMs: 400 },
      { kind: 'reorder', target: 'rex-meetings', rate: 1, delayMs: 100 },
    ];
    await rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });
    ws = await openWorkspace(rex, 'booked', {
      // Only the second mail of the second variant has the link.
      settings: { variants: ['B'], frequencyCap: { minHoursBetween: 1, maxIn30Days: 20 } },
    });
    const connected = await ws.call('PUT', '/api/rex/calendar', { service: 'calendly' });
    expect([connected.status, connected.json.webhookUrl]).toEqual([
      200,
      `${rex.url}/webhook/calendly/booked`,
    ]);
    await ws.importCsv(leadsCsv(people));
    missionId = await ws.createMission({ steps: 3 });
    await ws.approve(missionId);
    await rex.runUntilIdle(20 * DAY);
  });
  afterAll(() => rex?.stop());

  it('ends with a meeting of everybody, and no mail after it', async () => {
    const booked = await meetings();
    expect(booked).toHaveLength(people.length);
    expect(booked.map(({ attendee }: { attendee: string }) => attendee).toSorted()).toEqual(people);
    for (const meeting of booked) {
      expect(meeting).toMatchObject({ source: 'calendly', matchedBy: 'token', missionId, step: 2 });
    }
    const mails = await ws.mails();
    for (const person of people) expect(mails.filter(({ to }) => to === person)).toHaveLength(2);
    const tokens = mails.flatMap(({ mail }) => /utm_content=([\w-]+)/.exec(mail.text ?? '')?.[1] ?? []);
    expect(new Set(tokens).size).toBe(people.length);
    for (const token of tokens) expect(token).toMatch(/^booked-[0-9a-z]{20}-[0-9a-z]{6}-2-[0-9a-z]{10}$/);
  });

  it('counts each as a success of the mission, once, and explains the end of the sequence', async () => {
    const { state, messages, report } = await ws.mission(missionId);
    expect([state, messages?.booked]).toEqual(['COMPLETED', people.length]);
    expect(report?.messages.booked).toBe(people.length);
    const { lead, missions, meetings: told } = await ws.explain(people[0] ?? '');
    expect(lead.held.reason).toBe('meeting_booked');
    expect(missions[0].sent.at(-1).bookedAt).toEqual(expect.any(String));
    expect(told).toMatchObject([{ state: 'booked', title: 'Introduction' }]);
  });

  it('hears of a meeting that the person calls off, and holds them', async () => {
    const [first] = await meetings();
    const { bookings } = (await rex.fetch('GET', '/_local/bookings')).json;
    const { id } = bookings.find(({ email }: { email: string }) => email === first.attendee);
    const body = JSON.stringify({ id, reason: 'No time' });
    await rex.fetch('POST', '/_local/bookings/call-off', { body });
    await rex.idle();
    expect(await meetings('cancelled')).toMatchObject([{ id: first.id, endedBecause: 'No time' }]);
    expect((await ws.explain(first.attendee)).lead.held).toMatchObject({ reason: 'meeting_cancelled' });
    expect((await ws.mission(missionId)).messages?.booked).toBe(people.length);
  });

  it('books a free time of Cal.com for a lead and calls it off, of which its webhooks tell nothing new', async () => {
    const connected = await ws.call('PUT', '/api/rex/calendar', { service: 'calcom' });
    expect(connected.json).toMatchObject({ service: 'calcom', hasAccount: true });
    const { slots } = (await ws.call('GET', '/api/rex/calendar/slots?days=7')).json;
    const leadId = await ws.leadId(people[0] ?? '');
    const booked = await ws.call('POST', '/api/rex/meetings', { leadId, startsAt: slots[0] });
    expect([booked.status, booked.json.startsAt]).toEqual([201, slots[0]]);
    const again = await ws.call('POST', '/api/rex/meetings', { leadId, startsAt: slots[0] });
    expect(again.json).toEqual(booked.json);
    await rex.idle();
    const own = (await ws.call('GET', `/api/rex/meetings?lead=${leadId}`)).json.meetings;
    expect(own.filter(({ source }: { source: string }) => source === 'calcom')).toHaveLength(1);
    const off = await ws.call('POST', `/api/rex/meetings/${booked.json.id}/cancel`, { reason: 'We are ill' });
    expect([off.status, off.json.state]).toEqual([200, 'cancelled']);
    await rex.idle();
    const after = (await ws.call('GET', `/api/rex/meetings/${booked.json.id}`)).json;
    expect(after).toMatchObject({ state: 'cancelled', endedBecause: 'We are ill' });
    const link = await ws.call('POST', '/api/rex/calendar/links', { leadId });
    expect(new URL(link.json.url).searchParams.get('metadata[rex]')).toMatch(/^booked-/);
  });

  it('tells each moment by an event of the catalogue', async () => {
    const names = await expectCatalogued(rex);
    for (const name of ['meeting.booked', 'meeting.cancelled', 'lead.held']) expect(names).toContain(name);
    const { rules } = (await rex.fetch('GET', '/_local/faults')).json;
    expect(rules.every(({ happened }: { happened: number }) => happened > 0)).toBe(true);
  });
});
