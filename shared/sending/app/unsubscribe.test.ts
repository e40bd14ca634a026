import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY } from '../../kernel/clock.ts';
import { holdPerson } from '../../replies/app/hold-person.ts';
import { missionHashOf } from '../domain/thread-token.ts';
import { unsubscribe } from './unsubscribe.ts';

/** Two people who were written to once, of a sequence of two. */
async function written() {
  const rex = await openOutreach();
  await rex.send();
  expect(rex.mails).toHaveLength(2);
  const thread = {
    workspace: WORKSPACE,
    leadId: personOf(1).id,
    missionHash: missionHashOf(rex.id),
    step: 1,
  };
  const suppressed = () => rex.told().filter(({ name }) => name === 'lead.suppressed');
  return { ...rex, thread, suppressed };
}

describe('unsubscribe', () => {
  it('suppresses the lead, notes it at the message, and nothing more goes out to them', async () => {
    const rex = await written();
    await unsubscribe(rex.ports, rex.thread);
    expect((await rex.lead(1)).suppression).toEqual({
      reason: 'unsubscribe',
      at: '2026-03-05T12:00:00.000Z',
      source: `message ${rex.thread.missionHash}#1`,
    });
    const unsubscribed = (await rex.messages()).filter(({ unsubscribedAt }) => unsubscribedAt !== null);
    expect(unsubscribed).toMatchObject([{ leadId: rex.thread.leadId, step: 1 }]);
    rex.pass(2 * DAY);
    await rex.work();
    expect(rex.mails.slice(2).map(({ to }) => to)).toEqual([personOf(2).profile.address]);
  });

  it('suppresses once, keeps the first moment, and tells it once, however often the link is opened', async () => {
    const rex = await written();
    await unsubscribe(rex.ports, rex.thread);
    const first = (await rex.lead(1)).suppression;
    rex.pass(DAY);
    await unsubscribe(rex.ports, rex.thread);
    expect((await rex.lead(1)).suppression).toEqual(first);
    expect(rex.suppressed()).toMatchObject([{ actor: { kind: 'recipient', id: 'one-click' } }]);
    const [message] = await rex.messages();
    expect(message?.unsubscribedAt).toBe('2026-03-05T12:00:00.000Z');
  });

  it('keeps an earlier, stronger reason', async () => {
    const rex = await written();
    const suppression = { reason: 'complaint', at: '2026-03-01T00:00:00.000Z', source: 'x' } as const;
    await rex.ports.leads.save({ ...(await rex.lead(1)), suppression });
    await unsubscribe(rex.ports, rex.thread);
    expect((await rex.lead(1)).suppression).toEqual(suppression);
  });

  it('suppresses first, so that a death before the note is mended by asking again', async () => {
    const rex = await written();
    const { leads } = rex.ports;
    const died = meanwhile(leads, 'save', () => Promise.reject(new Error('The process dies here.')));
    await expect(unsubscribe({ ...rex.ports, leads: died }, rex.thread)).rejects.toThrow('dies');
    expect((await rex.messages()).every(({ unsubscribedAt }) => unsubscribedAt === null)).toBe(true);
    expect((await rex.lead(1)).suppression?.reason).toBe('unsubscribe');
    await unsubscribe(rex.ports, rex.thread);
    const noted = (await rex.messages()).filter(({ unsubscribedAt }) => unsubscribedAt !== null);
    expect(noted).toHaveLength(1);
  });

  it('is not lost when somebody else changes the lead at the same moment', async () => {
    const rex = await written();
    const leads = meanwhile(rex.ports.leads, 'get', async () =>
      rex.ports.leads.save({ ...(await rex.lead(1)), roster: 'p9' }),
    );
    await unsubscribe({ ...rex.ports, leads }, rex.thread);
    expect(await rex.lead(1)).toMatchObject({ roster: 'p9', suppression: { reason: 'unsubscribe' } });
  });

  it.each([
    ['whose mission is known', {}],
    ['whose mission is too old to be known', { missionHash: 'zzzzzz' }],
  ])(
    'answers what waits for a decision about them, and releases nothing: by a link %s',
    async (_, change) => {
      const rex = await written();
      const message = {
        id: 'in-1',
        receivedAt: '2026-03-05T12:00:00.000Z',
        channel: 'email',
        kind: 'reply',
        evidence: 'mail',
        subject: '',
        text: 'Who are you?',
      } as const;
      const { leadId } = rex.thread;
      await holdPerson(rex.ports, { workspace: WORKSPACE, leadId, reason: 'reply', message });
      await unsubscribe(rex.ports, { ...rex.thread, ...change });
      const { replies } = await rex.ports.replies.list(WORKSPACE, { state: 'waiting', limit: 9 });
      expect(replies).toEqual([]);
      expect((await rex.lead(1)).suppression?.reason).toBe('unsubscribe');
    },
  );

  it('suppresses also without the mission: its records may be older than what Rex keeps', async () => {
    const rex = await written();
    await unsubscribe(rex.ports, { ...rex.thread, missionHash: 'zzzzzz' });
    expect((await rex.lead(1)).suppression?.reason).toBe('unsubscribe');
    expect((await rex.messages()).every(({ unsubscribedAt }) => unsubscribedAt === null)).toBe(true);
  });

  it.each([
    ['another workspace', { workspace: 'beta' }],
    ['a lead that was erased', { leadId: `l_${'9'.repeat(20)}` }],
  ])('changes nobody for %s', async (_, change) => {
    const rex = await written();
    const before = rex.records();
    await expect(unsubscribe(rex.ports, { ...rex.thread, ...change })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(rex.records()).toEqual(before);
  });
});
