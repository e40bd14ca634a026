import { describe, expect, it } from 'vitest';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { hourOf } from '../../engagement/domain/hour-counts.ts';
import { DAY } from '../../kernel/clock.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { decideReply } from '../../replies/app/decide-reply.ts';
import { meetingBooked } from '../../sending/domain/guards/meeting-booked.ts';
import { missionHashOf, threadToken } from '../../sending/domain/thread-token.ts';
import type { MeetingNews } from '../contract/messages.ts';
import { hearOfMeetings } from './hear-of-meetings.ts';
import { listMeetings } from './view-meetings.ts';

const AT = '2026-03-05T13:00:00.000Z';
const LATER = '2026-03-05T14:00:00.000Z';
const STARTS = '2026-03-12T15:00:00.000Z';

/** Two people who were written to once, and the calendar of the workspace. */
async function written() {
  const rex = await openOutreach();
  await rex.send();
  const tokenOf = (n: number, workspace = WORKSPACE): string =>
    threadToken('secret', {
      workspace,
      leadId: personOf(n).id,
      missionHash: missionHashOf(rex.id),
      step: 1,
    });
  const news = (change: Partial<MeetingNews> = {}): MeetingNews => ({
    source: 'calendly',
    externalId: 'https://api.calendly.com/scheduled_events/E1/invitees/I1',
    state: 'booked',
    at: AT,
    startsAt: STARTS,
    endsAt: '2026-03-12T15:30:00.000Z',
    title: 'Intro',
    attendee: 'other@mailbox.example',
    token: tokenOf(1),
    ...change,
  });
  return {
    ...rex,
    news,
    tokenOf,
    tell: (...all: MeetingNews[]) => hearOfMeetings(rex.ports, { workspace: WORKSPACE, news: all }),
    meetings: async (n = 1) =>
      (await listMeetings(rex.ports, WORKSPACE, { state: 'booked', lead: personOf(n).id, limit: 9 }))
        .meetings,
    messageTo: async (n: number) => (await rex.messages()).find(({ leadId }) => leadId === personOf(n).id),
    events: () => rex.told().filter(({ name }) => name.startsWith('meeting.')),
  };
}

describe('a booked meeting', () => {
  it('is of the lead and the message that the token in its link names, holds the person, and is told', async () => {
    const rex = await written();
    expect(await rex.tell(rex.news())).toEqual(['stored']);
    const [meeting] = await rex.meetings();
    expect(meeting).toMatchObject({
      state: 'booked',
      missionId: rex.id,
      step: 1,
      matchedBy: 'token',
      startsAt: STARTS,
      bookedAt: AT,
      attendee: 'other@mailbox.example',
    });
    expect((await rex.lead(1)).hold).toMatchObject({ reason: 'meeting_booked' });
    expect(await rex.messageTo(1)).toMatchObject({ bookedAt: AT });
    expect((await rex.messageTo(2))?.bookedAt).toBeNull();
    expect(rex.events()).toMatchObject([
      { name: 'meeting.booked', aggregate: { id: meeting?.id }, actor: { kind: 'provider', id: 'calendly' } },
    ]);
    expect(JSON.stringify(rex.events())).not.toContain('mailbox.example');
    expect(await rex.ports.conversations.get(WORKSPACE, personOf(1).id)).toMatchObject({ state: 'open' });
  });

  it('ends the sequence, also of other missions, and also after somebody released the person', async () => {
    const rex = await written();
    await rex.tell(rex.news());
    const reply = (await rex.lead(1)).hold?.replies[0] ?? '';
    await decideReply(rex.ports, {
      workspace: WORKSPACE,
      id: reply,
      decision: 'release',
      actor: { kind: 'user', id: 'ann' },
      correlationId: 'c',
    });
    const lead = await rex.lead(1);
    expect(lead.hold).toBeUndefined();
    rex.pass(2 * DAY);
    await rex.work();
    expect(rex.mails.slice(2).map(({ to }) => to)).toEqual([personOf(2).profile.address]);
    const begun = (createdAt: string) => ({ lead, mission: { createdAt } }) as never;
    expect(meetingBooked.check(begun('2026-03-01T00:00:00.000Z')).verdict).toBe('block');
    expect(meetingBooked.check(begun(LATER)).verdict).toBe('pass');
  });

  it('comes to the same whatever the order, and twice is once', async () => {
    const results = [];
    for (const reversed of [false, true]) {
      const rex = await written();
      const told = [
        rex.news(),
        rex.news({ state: 'cancelled', at: LATER, reason: 'No\ntime' }),
        rex.news({ externalId: 'second', at: LATER, startsAt: '2026-03-13T15:00:00.000Z' }),
      ];
      for (const each of reversed ? told.toReversed() : told) await rex.tell(each, each);
      const meetings = (await rex.meetings()).map(({ id: _, missionId: __, ...meeting }) => meeting);
      const replies = (await rex.lead(1)).hold?.replies.length;
      const { booked: counted } = await rex.ports.analytics.counted(WORKSPACE, hourOf(rex.ports.clock.now()));
      results.push({ meetings, replies, counted, booked: (await rex.messageTo(1))?.bookedAt });
    }
    expect(results[0]).toEqual(results[1]);
    expect(results[0]).toMatchObject({
      meetings: [
        { state: 'cancelled', bookedAt: AT, endedAt: LATER, endedBecause: 'No time' },
        { state: 'booked' },
      ],
      replies: 3,
      counted: 1,
      booked: AT,
    });
  });

  it('that is called off holds the person again; one that is moved does not', async () => {
    const rex = await written();
    await rex.tell(rex.news());
    await rex.tell(rex.news({ state: 'rescheduled', at: LATER }));
    expect((await rex.lead(1)).hold?.replies).toHaveLength(1);
    const moved = rex.news({ externalId: 'second', at: LATER, replaces: rex.news().externalId });
    await rex.tell(moved);
    await rex.tell({ ...moved, state: 'cancelled', at: '2026-03-05T15:00:00.000Z' });
    expect((await rex.lead(1)).hold).toMatchObject({ reason: 'meeting_cancelled' });
    expect(rex.events().map(({ name }) => name)).toEqual([
      'meeting.booked',
      'meeting.moved',
      'meeting.booked',
      'meeting.cancelled',
    ]);
  });

  it('goes on where a worker died between its effects and its record', async () => {
    const rex = await written();
    const { meetings } = rex.ports;
    const dying = Object.create(meetings, {
      save: { value: () => Promise.reject(new Error('killed')) },
    });
    const tellDying = hearOfMeetings(
      { ...rex.ports, meetings: dying },
      { workspace: WORKSPACE, news: [rex.news()] },
    );
    await expect(tellDying).rejects.toThrow('killed');
    expect((await rex.lead(1)).hold?.replies).toHaveLength(1);
    expect(await rex.tell(rex.news())).toEqual(['stored']);
    expect((await rex.lead(1)).hold?.replies).toHaveLength(1);
    expect(rex.events()).toHaveLength(1);
  });
});

describe('without a token that proves who booked', () => {
  it('only a lead with the address of the attendee is meant, and the latest message to them led to it', async () => {
    const rex = await written();
    const address = 'carl@people.example';
    const id = leadIdOf(WORKSPACE, address);
    await rex.ports.leads.create({
      ...personOf(9),
      id,
      profile: { ...personOf(9).profile, address, identity: address },
    });
    expect(await rex.tell(rex.news({ token: undefined, attendee: 'Carl@People.example' }))).toEqual([
      'stored',
    ]);
    const { meetings } = await listMeetings(rex.ports, WORKSPACE, { state: 'booked', lead: id, limit: 9 });
    expect(meetings).toMatchObject([{ matchedBy: 'address', missionId: null }]);
  });

  it.each([
    ['a forged token', (token: string) => `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`],
    [
      'a token of another workspace',
      (_: string, of: (n: number, workspace: string) => string) => of(1, 'globex'),
    ],
    ['no token', () => undefined],
  ])('%s and an unknown address touch nobody', async (_, forge) => {
    const rex = await written();
    const token = forge(rex.tokenOf(1), rex.tokenOf);
    expect(await rex.tell(rex.news({ token }))).toEqual(['unknownLead']);
    expect((await rex.lead(1)).hold).toBeUndefined();
    expect(rex.events()).toEqual([]);
  });
});
