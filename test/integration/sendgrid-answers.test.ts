import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../support/inbound-mail.ts';
import { eventOf, invitedPeople } from '../support/invitations.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

const asks = 'asks@answering.example';
const [accepts = ''] = invitedPeople('accept', 1, { domain: 'answering.example', ordinal: 1 });
/** Addresses that always do one thing: what becomes of the mail of the invitation, and why the person is stopped. */
const FATES = {
  'softbounce+9@simulator.amazonses.com': ['bounced', undefined],
  'complaint+9@simulator.amazonses.com': ['complained', 'complaint'],
  'suppressionlist+9@simulator.amazonses.com': ['bounced', 'hard_bounce'],
} as const;

/** Members write to people from a domain that sends by SendGrid. Whatever works on it, and what SendGrid tells, comes twice. */
describe('answers and invitations by SendGrid', () => {
  let rex: TestRex;
  let ws: TestWorkspace;
  const meetings = new Map<string, string>();

  const approve = async (approvalId: string) => {
    const { digest } = (await ws.call('GET', `/api/approvals/${approvalId}`)).json;
    const decided = await ws.call('POST', `/api/approvals/${approvalId}/approve`, { digest });
    expect(decided.status, decided.text).toBe(200);
    await rex.runUntilIdle(HOUR);
  };
  const mailsTo = async (person: string) => (await ws.mails()).filter(({ to }) => to === person);
  const meetingWith = async (person: string) =>
    (await ws.call('GET', `/api/rex/meetings/${meetings.get(person)}`)).json;
  const conversation = async () => {
    const { conversations } = (await ws.call('GET', '/api/inbox')).json;
    const { id } = conversations.find(({ lead }: { lead: { email: string } }) => lead.email === asks);
    return { id, ...(await ws.call('GET', `/api/inbox/${id}`)).json };
  };

  beforeAll(async () => {
    rex = await shareTestRex();
    const rules = [
      { kind: 'repeat', target: 'rex-consumers-answers', rate: 1, delayMs: 100 },
      { kind: 'repeat', target: 'rex-consumers-sendgrid', rate: 1, delayMs: 400 },
      { kind: 'reorder', target: 'rex-sendgrid', rate: 1, delayMs: 100 },
    ];
    await rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });
    ws = await openWorkspace(rex, 'answering', {
      settings: {
        answers: { approval: 'all' },
        channels: { email: { domains: { 'mail.answering.example': 'sendgrid' } } },
      },
    });
    await ws.importCsv(leadsCsv([asks]));
    const missionId = await ws.createMission({ steps: 1, collectDays: 3 });
    await ws.approve(missionId);
    await ws.importCsv(leadsCsv([accepts, ...Object.keys(FATES)]));
    // The mission has spoken just now, and nobody else does while it does.
    await rex.advance(HOUR);
  });
  afterAll(() => rex?.stop());

  it('go out once, when somebody has approved them, in the thread of what they answer', async () => {
    const [first] = await mailsTo(asks);
    if (!first) throw new Error('The mission sent nothing.');
    await answer(rex, first, 'How much is it?');
    const { id, messages } = await conversation();
    const asked = await ws.call('POST', `/api/inbox/${id}/answers`, { text: 'It is free.' });
    expect([asked.status, asked.json.state], asked.text).toEqual([202, 'pending']);
    expect(await mailsTo(asks)).toHaveLength(1);
    await approve(asked.json.approvalId);
    const [, sent, ...more] = await mailsTo(asks);
    if (!sent) throw new Error('The answer was not sent.');
    expect(more).toEqual([]);
    // SendGrid's own id: what the person writes back finds its way by the address of the thread.
    expect(sent.mail.messageId).toMatch(/@geopod-ismtpd-local>$/);
    expect(sent.mail.replyTo?.[0]?.address).toBe(first.mail.replyTo?.[0]?.address);
    expect(sent.mail.inReplyTo).toMatch(/^<test-\d+@people\.example>$/);
    expect(sent.header('references')).toBe(`${first.header('references')} ${sent.mail.inReplyTo}`);
    expect(sent.mail.text).toContain('It is free.');
    expect(sent.mail.text).toContain('> How much is it?');
    expect(messages.at(-1)).toMatchObject({ type: 'received' });
  });

  it('are settled by what the event webhook tells, and answered in the same conversation', async () => {
    expect((await conversation()).messages.at(-1)).toMatchObject({ type: 'answer', state: 'delivered' });
    const [, sent] = await mailsTo(asks);
    if (!sent) throw new Error('The answer was not sent.');
    await answer(rex, sent, 'Then let us talk.');
    const { messages } = await conversation();
    expect(messages.map(({ type }: { type: string }) => type)).toEqual([
      'sent',
      'received',
      'answer',
      'received',
    ]);
    expect(messages.at(-1).text).toBe('Then let us talk.');
  });

  it('invite people, whose calendars answer', async () => {
    const startsAt = new Date((await rex.now()).getTime() + 10 * DAY).toISOString();
    for (const person of [accepts, ...Object.keys(FATES)]) {
      const body = { leadId: await ws.leadId(person), startsAt, minutes: 30, title: 'Größe & Preis' };
      const invited = await ws.call('POST', '/api/rex/meetings/invitations', body);
      expect([invited.status, invited.json.invitation?.mailState], invited.text).toEqual([202, 'pending']);
      meetings.set(person, invited.json.id);
      await approve(invited.json.invitation.approvalId);
    }
    const [mail, ...more] = await mailsTo(accepts);
    if (!mail) throw new Error('The invitation was not sent.');
    expect(more).toEqual([]);
    expect(mail.mail.attachments.map(({ mimeType, filename }) => [mimeType, filename])).toEqual([
      ['text/calendar', null],
      ['application/ics', 'invite.ics'],
    ]);
    const { method, of, organizer } = eventOf(mail);
    expect([method, of('summary')]).toEqual(['REQUEST', 'Größe & Preis']);
    expect(mail.mail.replyTo?.[0]?.address).toBe(organizer);
    expect(await meetingWith(accepts)).toMatchObject({ invitation: { mailState: 'delivered' } });
    await rex.advance(14 * HOUR);
    await rex.idle();
    expect(await meetingWith(accepts)).toMatchObject({ state: 'booked', attendee: accepts });
  });

  it('tell of bounces and complaints, which stop whom they stop everywhere', async () => {
    for (const [person, [state, reason]] of Object.entries(FATES)) {
      expect([person, (await meetingWith(person)).invitation.mailState]).toEqual([person, state]);
      expect([person, (await ws.explain(person)).lead.suppressed?.reason]).toEqual([person, reason]);
      expect(await mailsTo(person)).toHaveLength(1);
    }
  });

  it('call a meeting off', async () => {
    const off = await ws.call('POST', `/api/rex/meetings/${meetings.get(accepts)}/cancel`, {
      reason: 'Ill.',
    });
    expect([off.status, off.json.state], off.text).toEqual([200, 'cancelled']);
    await approve(off.json.invitation.approvalId);
    const { method, sequence, of } = eventOf((await mailsTo(accepts)).at(-1)!);
    expect([method, sequence, of('status')]).toEqual(['CANCEL', 1, 'CANCELLED']);
    const { rules } = (await rex.fetch('GET', '/_local/faults')).json;
    expect(rules.every(({ happened }: { happened: number }) => happened > 0)).toBe(true);
  });
});
