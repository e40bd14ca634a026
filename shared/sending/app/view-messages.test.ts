import { describe, expect, it } from 'vitest';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY, HOUR } from '../../kernel/clock.ts';
import { listMessages, resolveMessage } from './view-messages.ts';

const unanswered = { outcome: 'unknown', reason: 'No answer within 10 s.' } as const;

/** Three people, of whose first messages the provider said nothing. */
async function unknown() {
  const rex = await openOutreach({ people: 3 });
  rex.answers.push(unanswered, unanswered, unanswered);
  await rex.send();
  // Somebody may still be at it: only after a while is it said that nobody knows.
  rex.pass(HOUR);
  await rex.work();
  const [message] = await rex.messages();
  if (!message) throw new Error('There is no message.');
  return {
    ...rex,
    message,
    resolve: (outcome: 'sent' | 'not_sent', id = message.id, workspace = WORKSPACE) =>
      resolveMessage(rex.ports, workspace, id, outcome),
    goOn: async () => {
      rex.pass(2 * DAY);
      await rex.work();
      rex.pass(1 * DAY);
      await rex.work();
    },
  };
}

describe('listMessages', () => {
  it('lists every message once, page by page, and says what is known of it', async () => {
    const rex = await openOutreach({ people: 3 });
    await rex.send();
    rex.pass(2 * DAY);
    await rex.work();
    const seen = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 9; pages++) {
      const page = await listMessages(rex.ports, WORKSPACE, { missionId: rex.id, limit: 2, cursor });
      expect(page.messages.length).toBeLessThanOrEqual(2);
      seen.push(...page.messages.map(({ leadId, step }) => `${leadId}#${step}`));
      if (page.cursor === null) break;
      cursor = page.cursor;
    }
    expect(seen).toEqual([1, 2, 3].flatMap((n) => [`${personOf(n).id}#1`, `${personOf(n).id}#2`]));
    expect((await rex.messages())[0]).toMatchObject({
      state: 'sent',
      channel: 'email',
      variant: 'A',
      reason: null,
      sentAt: '2026-03-05T12:00:00.000Z',
      deliveredAt: null,
      providerMessageId: expect.stringMatching(/^p-/),
    });
  });

  it('names the people whom messages are to, as they are now', async () => {
    const rex = await openOutreach({ people: 2 });
    await rex.send();
    const lead = await rex.lead(1);
    const profile = { ...lead.profile, firstName: 'Jo', lastName: 'Park' };
    await rex.ports.leads.save({ ...lead, profile });
    const ask = { missionId: rex.id, limit: 9 };
    const { messages } = await listMessages(rex.ports, WORKSPACE, ask);
    const to = (n: number) => messages.find(({ leadId }) => leadId === personOf(n).id)?.to;
    expect(to(1)).toEqual({ name: 'Jo Park', address: profile.address });
    expect(to(2)).toMatchObject({ address: personOf(2).profile.address });
    const leads = { getMany: async () => [undefined, undefined] };
    const erased = await listMessages({ ...rex.ports, leads }, WORKSPACE, ask);
    expect(erased.messages.map((message) => message.to)).toEqual([null, null]);
  });

  it('goes on over cohorts, and past those that have no messages', async () => {
    const rex = await openOutreach({ people: 2 });
    await rex.send();
    for (const id of ['aaa-0001', 'zzz-0001'])
      await rex.ports.cohorts.create({ ...(await rex.cohort()), id, version: 1 });
    const first = await listMessages(rex.ports, WORKSPACE, { missionId: rex.id, limit: 1 });
    const rest = await listMessages(rex.ports, WORKSPACE, {
      missionId: rex.id,
      limit: 5,
      cursor: first.cursor ?? '',
    });
    expect([first.messages.length, rest.messages.length, rest.cursor]).toEqual([1, 1, null]);
  });

  it('does not find a mission of another workspace, and refuses a foreign cursor', async () => {
    const rex = await openOutreach();
    const ask = { missionId: rex.id, limit: 5 };
    await expect(listMessages(rex.ports, 'beta', ask)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(listMessages(rex.ports, WORKSPACE, { ...ask, cursor: 'x' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});

describe('resolveMessage', () => {
  it('takes the word of a person that it was sent: the sequence goes on, and step 1 is not sent again', async () => {
    const rex = await unknown();
    expect(await rex.resolve('sent')).toMatchObject({ state: 'sent', sentAt: rex.message.claimedAt });
    await rex.goOn();
    const toHer = rex.mails.filter(({ to }) => to === personOf(1).profile.address);
    expect(toHer).toHaveLength(2);
    expect((await rex.messages()).filter(({ leadId }) => leadId === rex.message.leadId)).toMatchObject([
      { step: 1, state: 'sent' },
      { step: 2, state: 'sent' },
    ]);
  });

  it('takes the word of a person that it was not sent, and sends it again all the same never', async () => {
    const rex = await unknown();
    expect(await rex.resolve('not_sent')).toMatchObject({
      state: 'rejected',
      reason: 'not sent, says a person at 2026-03-05T13:00:00.000Z',
    });
    await rex.goOn();
    const again = rex.mails.slice(3).filter(({ to }) => to === personOf(1).profile.address);
    expect(again.filter(({ raw }) => Buffer.from(raw).equals(rex.mails[0]?.raw ?? Buffer.alloc(0)))).toEqual(
      [],
    );
    const first = (await rex.messages()).find(({ id }) => id === rex.message.id);
    expect(first?.state).toBe('rejected');
  });

  it('takes one word: a second one, or one about a message whose fate is known, is refused', async () => {
    const rex = await unknown();
    await rex.resolve('sent');
    const before = await rex.messages();
    for (const outcome of ['sent', 'not_sent'] as const)
      await expect(rex.resolve(outcome)).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('This message is sent'),
      });
    expect(await rex.messages()).toEqual(before);
  });

  it.each([
    ['an id that is none', 'x'],
    ['an id with a step that is none', `m_${'1'.repeat(26)}~utc-0001~l_${'1'.repeat(20)}~zero`],
    ['a message that was never claimed', `m_${'1'.repeat(26)}~utc-0001~l_${'1'.repeat(20)}~1`],
  ])('does not find %s', async (_, id) => {
    const rex = await unknown();
    await expect(rex.resolve('sent', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('does not find a message of another workspace', async () => {
    const rex = await unknown();
    await expect(rex.resolve('sent', rex.message.id, 'beta')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await rex.messages())[0]?.state).toBe('unknown');
  });
});
