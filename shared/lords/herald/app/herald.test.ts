import { describe, expect, it } from 'vitest';
import { openNotifications } from '../../../../test/memory/notifications.ts';
import { WORKSPACE } from '../../../../test/memory/rex.ts';
import { openMemory } from '../../../../test/memory/tables.ts';
import { DAY } from '../../../kernel/clock.ts';
import { emptyTeam, membershipSchema, withMembers } from '../../../members/domain/membership.ts';
import { markRead } from '../../../notifications/app/read-notices.ts';
import { subscribe } from '../../../notifications/app/subscribe.ts';
import { seatStores } from '../../../seats/adapters/stores.ts';
import { carryOut } from '../../../seats/app/carry-out.ts';
import type { Viewer } from '../../../seats/app/look.ts';
import { reviewDue, reviewThese } from '../../../seats/app/review-due.ts';
import { seatStatus } from '../../../seats/app/view-seat.ts';
import type { Broadcast, Notification } from '../contract/schemas.ts';
import { herald } from '../contract/seat.ts';
import type { HeraldDeps } from './deps.ts';
import { acts, cards, looks, reviews } from './work.ts';

const ADMIN: Viewer = { subject: 'ann', role: 'admin' };

/** Ann is told everything by e-mail, Ben only what is grave; Cleo is a member, and told nothing. */
async function open() {
  const rex = await openNotifications();
  const tables = openMemory();
  const deps: HeraldDeps = { ...rex.deps, ...seatStores(tables, 'herald') };
  const person = (subject: string, role: 'admin' | 'viewer') =>
    membershipSchema.parse({
      workspace: WORKSPACE,
      subject,
      version: 1,
      role,
      state: 'active',
      from: 'member',
      email: `${subject}@acme.example`,
      since: '2026-03-01T00:00:00.000Z',
    });
  const team = [person('ann', 'admin'), person('ben', 'viewer'), person('cleo', 'viewer')];
  await rex.ports.memberships.save(withMembers(emptyTeam(WORKSPACE), team), []);
  const wishes = { ann: 'info', ben: 'critical' } as const;
  for (const subject of ['ann', 'ben'] as const)
    await subscribe(
      rex.ports,
      { workspace: WORKSPACE, subject, role: 'admin', email: `${subject}@acme.example` },
      { channels: { email: { from: wishes[subject], digestFrom: null } }, requests: [] },
    );
  return {
    ...rex,
    deps,
    act: (
      act: keyof typeof acts,
      input: object,
      {
        by = 'ann',
        id,
        key,
        workspace = WORKSPACE,
        isCutOff = false,
      }: { by?: string; id?: string; key?: string; workspace?: string; isCutOff?: boolean } = {},
    ) =>
      carryOut(
        herald,
        acts,
        deps,
        {
          act,
          workspace,
          input,
          id,
          idempotencyKey: key,
          cause: { actor: { kind: 'user', id: by }, correlationId: 'c' },
        },
        async (works) => {
          // What dies here is left to the hourly schedule.
          if (isCutOff) return works;
          const changed = await reviewThese(herald, reviews, deps, works, 'c');
          return works.map((work) => changed.get(work.id) ?? work);
        },
      ),
    review: () => reviewDue(herald, reviews, deps, 'c'),
    log: async (query: { member?: string; limit: number } = { limit: 50 }, caller: Viewer = ADMIN) =>
      (
        (await looks.getCommunicationLog(deps, { workspace: WORKSPACE, caller, params: {}, query })) as {
          entries: object[];
        }
      ).entries,
    told: () => tables.database.everything('events'),
    status: (caller: Viewer = ADMIN) => seatStatus(herald, cards, deps, WORKSPACE, caller),
  };
}

const CHANNELS = ['in_app', 'email', 'slack', 'sms'];
const WORDS = { title: 'The printer is back', text: 'It works again.', severity: 'info', channels: CHANNELS };

describe('a notification', () => {
  it('reaches whom it names by the channels that they want, once, and the log says so', async () => {
    const { act, work, mails, log, deps, notices } = await open();
    const asked = { ...WORDS, to: ['ann', 'ben'] };
    const told = await act('sendNotification', asked, { key: 'k' });
    expect(told).toMatchObject({ state: 'told', outcome: { measures: { members: 2 } } });
    expect((told.result as Notification).to).toEqual([
      {
        member: 'ann',
        ways: [
          { channel: 'in_app', when: 'now' },
          { channel: 'email', when: 'now' },
        ],
      },
      { member: 'ben', ways: [{ channel: 'in_app', when: 'now' }] },
    ]);
    await act('sendNotification', asked, { key: 'k' });
    await work();
    expect(mails()).toEqual(['ann@acme.example: [Rex info] The printer is back']);
    const [notice] = await notices('ben');
    await markRead(deps as never, { workspace: WORKSPACE, subject: 'ben', id: notice?.id ?? '' });
    expect(await log()).toEqual([
      expect.objectContaining({
        member: 'ann',
        kind: 'message',
        about: told.id,
        readAt: null,
        deliveries: [{ channel: 'email', state: 'sent', reason: null }],
      }),
      expect.objectContaining({ member: 'ben', readAt: expect.any(String), deliveries: [] }),
    ]);
    expect(await log({ member: 'ben', limit: 1 })).toHaveLength(1);
  });

  it('that is told again after a death makes no second notice', async () => {
    const { act, work, mails, deps, notices } = await open();
    const { id } = await act('sendNotification', { ...WORDS, to: ['ann'] });
    await work();
    const told = await deps.works.get(WORKSPACE, id);
    if (!told) throw new Error('It is gone.');
    const due = {
      workspace: WORKSPACE,
      work: { ...told, state: 'queued' },
      now: deps.clock.now(),
      correlationId: 'c',
    };
    await reviews['notification']?.(deps, due);
    await work();
    expect(mails()).toHaveLength(1);
    expect(await notices('ann')).toHaveLength(1);
  });

  it('goes by no other channel than those that are named', async () => {
    const { act, work, mails, notices } = await open();
    await act('sendNotification', { ...WORDS, to: ['ann'], channels: ['in_app'] });
    await work();
    expect(mails()).toEqual([]);
    expect(await notices('ann')).toMatchObject([{ title: WORDS.title, message: WORDS.text }]);
  });

  it.each([
    [{ to: ['ann', 'cleo'] }, 'body.to.1'],
    [{ to: ['ann'], title: undefined }, 'body.title'],
    [{ to: ['ann'], data: { offer: 'all' } }, 'body.data'],
    [{ to: ['ann'], templateId: 'tm_0123456789abcdefghijklmnop' }, 'body.templateId'],
  ])('of %j is refused, and nobody is told', async (change, path) => {
    const { act, status, waiting } = await open();
    await expect(act('sendNotification', { ...WORDS, ...change })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [expect.objectContaining({ path })],
    });
    expect(waiting).toEqual([]);
    expect((await status()).counted).toBe(0);
  });

  it('is read by whoever wrote it and by admins, and its event says nothing of it', async () => {
    const { act, status, told } = await open();
    await act('sendNotification', { ...WORDS, to: ['ben'] }, { by: 'cleo' });
    const seenBy = async (subject: string, role: 'admin' | 'operator' | 'viewer') =>
      (await status({ subject, role })).unlisted.map(({ title }) => title);
    expect(await seenBy('olga', 'admin')).toEqual(['To 1 member (info)']);
    expect(await seenBy('cleo', 'operator')).toEqual(['To 1 member (info)']);
    expect(await seenBy('ben', 'viewer')).toEqual([]);
    expect(await seenBy('max', 'operator')).toEqual([]);
    expect(JSON.stringify(told())).not.toContain(WORDS.title);
  });

  it('finds nobody of another workspace', async () => {
    const { act } = await open();
    await expect(
      act('sendNotification', { ...WORDS, to: ['ann'] }, { workspace: 'beta' }),
    ).rejects.toMatchObject({ fields: [expect.objectContaining({ path: 'body.to.0' })] });
  });
});

describe('the log', () => {
  it.each(['viewer', 'operator', 'approver'] as const)(
    'shows a member as %s their own, and no other',
    async (role) => {
      const { act, work, log } = await open();
      await act('sendNotification', { ...WORDS, to: ['ann', 'ben'] });
      await work();
      const ben = { subject: 'ben', role };
      const own = [expect.objectContaining({ member: 'ben' })];
      expect(await log({ limit: 50 }, ben)).toEqual(own);
      expect(await log({ member: 'ben', limit: 50 }, ben)).toEqual(own);
      await expect(log({ member: 'ann', limit: 50 }, ben)).rejects.toMatchObject({
        fields: [expect.objectContaining({ path: 'query.member' })],
      });
      await expect(log({ member: '#slack', limit: 50 }, ben)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
      expect(await log({ limit: 50 }, { subject: 'olga', role: 'owner' })).toHaveLength(2);
    },
  );
});

it('the log of many members reads what may stand in it, and no more', async () => {
  const { act, deps, log, ports, work } = await open();
  for (let n = 0; n < 20; n++)
    await subscribe(
      ports,
      { workspace: WORKSPACE, subject: `m${n}`, role: 'viewer', email: undefined },
      { channels: {}, requests: [] },
    );
  const tell = async (title: string, to: readonly string[]) => {
    await act('sendNotification', { ...WORDS, title, to });
    await work();
    await ports.wait(1_000);
  };
  const all = ['ann', 'ben', ...Array.from({ length: 20 }, (_, n) => `m${n}`)];
  for (let n = 0; n < 12; n++) await tell(`To all ${n}`, all);
  for (let n = 0; n < 12; n++) await tell(`To m3 ${n}`, ['m3']);
  let read = 0;
  const list: typeof deps.notices.list = async (...asked) => {
    const page = await deps.notices.list(...asked);
    read += page.notices.length;
    return page;
  };
  const asked = { workspace: WORKSPACE, caller: ADMIN, params: {}, query: { limit: 50 } };
  const { entries } = (await looks.getCommunicationLog({ ...deps, notices: { list } }, asked)) as {
    entries: { title: string }[];
  };
  const titles = entries.map(({ title }) => title);
  expect(titles.slice(0, 12)).toEqual(Array.from({ length: 12 }, (_, n) => `To m3 ${11 - n}`));
  expect(titles.slice(12)).toEqual(
    Array.from({ length: 38 }, (_, n) => `To all ${11 - Math.floor(n / all.length)}`),
  );
  expect(read).toBeLessThan(all.length * 5 + 30);
  expect(await log({ limit: 50 })).toEqual(entries);
});

describe('a broadcast', () => {
  it('says who would get it, and goes out when exactly it is approved, once', async () => {
    const { act, work, mails, status } = await open();
    const { id, result, state } = await act('sendBroadcast', { ...WORDS, severity: 'critical' });
    const { counts, digest } = result as Broadcast;
    expect([state, counts]).toEqual(['awaiting', { in_app: 2, email: 2, slack: 0, sms: 0 }]);
    await work();
    expect(mails()).toEqual([]);
    await expect(act('approveBroadcast', { digest: 'another' }, { id })).rejects.toMatchObject({
      fields: [expect.objectContaining({ path: 'body.digest' })],
    });
    const told = await act('approveBroadcast', { digest }, { id, by: 'ben' });
    expect(told).toMatchObject({ state: 'told', result: { approvedBy: 'ben' } });
    await expect(act('approveBroadcast', { digest }, { id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await work();
    expect(mails().toSorted()).toEqual([
      'ann@acme.example: [Rex critical] The printer is back',
      'ben@acme.example: [Rex critical] The printer is back',
    ]);
    expect((await status()).cards.map(({ value }) => value)).toEqual([1, 2, 0, 0]);
  });

  it('that nobody approves expires, and tells nobody', async () => {
    const { act, pass, review, mails, deps } = await open();
    const { id, result } = await act('sendBroadcast', WORDS);
    await pass(3 * DAY);
    expect(await review()).toBe(1);
    expect((await deps.works.get(WORKSPACE, id))?.state).toBe('expired');
    const { digest } = result as Broadcast;
    await expect(act('approveBroadcast', { digest }, { id })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(mails()).toEqual([]);
  });

  it('is approved no more from the instant on at which it expires', async () => {
    const { act, pass, deps } = await open();
    const { id, result } = await act('sendBroadcast', WORDS);
    await pass(3 * DAY);
    const { digest } = result as Broadcast;
    await expect(act('approveBroadcast', { digest }, { id })).rejects.toThrow(/has expired/);
    expect((await deps.works.get(WORKSPACE, id))?.state).toBe('awaiting');
  });

  it('of many members keeps who they are and how many get it how, and stays small', async () => {
    const { act, deps } = await open();
    const [ann] = await deps.members.list(WORKSPACE);
    if (!ann) throw new Error('Nobody is there.');
    const many = Array.from({ length: 3_000 }, (_, n) => ({
      ...ann,
      subject: `member-${n}`.padEnd(40, 'x'),
    }));
    deps.members.list = async () => many;
    const { result, sources } = await act('sendBroadcast', WORDS);
    const { to, counts } = result as Broadcast;
    expect(to).toEqual(many.map(({ subject }) => subject));
    expect(counts).toEqual({ in_app: 3_000, email: 3_000, slack: 0, sms: 0 });
    expect(sources).toEqual([
      { kind: 'person', id: 'ann', says: 'Wrote it for all who had a subscription then: 3000.' },
    ]);
    expect(JSON.stringify([result, sources]).length).toBeLessThan(200_000);
  });

  it('reaches those who were counted, and nobody who came later', async () => {
    const { act, work, notices } = await open();
    const { id, result } = await act('sendBroadcast', WORDS);
    await act('registerSubscriber', { channels: {}, requests: [] }, { by: 'cleo' });
    await act('approveBroadcast', { digest: (result as Broadcast).digest }, { id });
    await work();
    expect(await notices('ann')).toHaveLength(1);
    expect(await notices('cleo')).toEqual([]);
  });
});

describe('a subscriber', () => {
  it('registers themselves, with the address of their membership, and nobody else', async () => {
    const { act, deps } = await open();
    const channels = { email: { from: 'info', digestFrom: null } };
    const done = await act('registerSubscriber', { channels, requests: [] }, { by: 'cleo' });
    expect(done).toMatchObject({ state: 'done', result: { member: 'cleo', change: 'register' } });
    expect(await deps.members.get(WORKSPACE, 'cleo')).toMatchObject({
      role: 'viewer',
      email: 'cleo@acme.example',
      channels,
    });
    expect(
      await looks.listHeraldSubscribers(deps, { workspace: WORKSPACE, caller: ADMIN, params: {}, query: {} }),
    ).toMatchObject({
      subscribers: [
        { member: 'ann', reachedBy: ['in_app', 'email'] },
        { member: 'ben' },
        { member: 'cleo', reachedBy: ['in_app', 'email'] },
      ],
    });
  });

  it('is refused by name what cannot reach them, and a stranger altogether', async () => {
    const { act } = await open();
    const channels = { sms: { from: 'info', digestFrom: null } };
    await expect(act('registerSubscriber', { channels, requests: [] }, { by: 'cleo' })).rejects.toMatchObject(
      {
        fields: [expect.objectContaining({ path: 'body.channels.sms' })],
      },
    );
    await expect(act('registerSubscriber', { channels: {}, requests: [] }, { by: 'dan' })).rejects.toThrow(
      'Your membership is not recorded here',
    );
  });

  it('leaves, and only an admin ends the subscription of another', async () => {
    const { act, deps } = await open();
    await expect(act('unregisterSubscriber', { member: 'ann' }, { by: 'ben' })).rejects.toThrow(
      'Only admins end the subscription of somebody else; you are viewer.',
    );
    await act('unregisterSubscriber', {}, { by: 'ben' });
    expect(await deps.members.get(WORKSPACE, 'ben')).toBeUndefined();
    await expect(act('unregisterSubscriber', { member: 'ben' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('who has left after a wish that was cut off is not subscribed again', async () => {
    const { act, pass, review, deps } = await open();
    const wish = { channels: {}, requests: [] };
    const early = await act('registerSubscriber', wish, { by: 'ben', isCutOff: true });
    await pass(60_000);
    const left = await act('unregisterSubscriber', {}, { by: 'ben' });
    expect(await review()).toBe(1);
    expect(await deps.members.get(WORKSPACE, 'ben')).toBeUndefined();
    expect(await deps.works.get(WORKSPACE, early.id)).toMatchObject({
      state: 'done',
      outcome: { says: expect.stringContaining(left.id) },
    });
  });

  it('with an old role and no membership ends no subscription of another', async () => {
    const { act, deps, ports } = await open();
    const old = { workspace: WORKSPACE, subject: 'old', role: 'admin', email: 'old@acme.example' } as const;
    await subscribe(ports, old, { channels: {}, requests: [] });
    await expect(act('unregisterSubscriber', { member: 'ben' }, { by: 'old' })).rejects.toThrow(
      'you are no active member',
    );
    expect(await deps.members.get(WORKSPACE, 'ben')).toBeDefined();
  });
});

describe('a template', () => {
  const TEMPLATE = {
    name: 'Sale',
    title: '{{ brandName }}: {{ offer }}',
    text: 'Dear all,\n\n{{ offer }} begins{% if day %} on {{ day }}{% endif %}.',
    variables: [
      { name: 'offer', example: 'The sale' },
      { name: 'day', example: 'Monday' },
    ],
  };

  it('is saved with what it says, and formats data as text, whatever is in them', async () => {
    const { act } = await open();
    const { id, result } = await act('createHeraldTemplate', TEMPLATE);
    expect(result['sample']).toEqual({
      title: 'Acme: The sale',
      text: 'Dear all,\n\nThe sale begins on Monday.',
    });
    const offer = '<b>{{ brandName }}</b>';
    const { result: message } = await act('formatMessage', { templateId: id, data: { offer } });
    expect(message).toMatchObject({
      text: `Dear all,\n\n${offer} begins.`,
      html: expect.stringContaining('<p>&lt;b&gt;{{ brandName }}&lt;/b&gt; begins.</p>'),
    });
    const told = await act('sendNotification', {
      to: ['ann'],
      templateId: id,
      data: { offer: 'All' },
      severity: 'info',
      channels: ['in_app'],
    });
    expect(told.result).toMatchObject({ title: 'Acme: All', templateId: id });
  });

  it.each([
    [
      { text: '{{ offer }} for {{ leads }}' },
      'body.text',
      'names {{ leads }}, which is none of its variables',
    ],
    [{ title: '{{ offer' }, 'body.title', ''],
    [{ text: '{% for a in b %}{% endfor %}' }, 'body.text', ''],
    [
      { variables: [...TEMPLATE.variables, { name: 'brandName', example: 'x' }] },
      'body.variables',
      'brandName',
    ],
  ])('that says %j is refused by name', async (change, path, message) => {
    const { act, status } = await open();
    await expect(act('createHeraldTemplate', { ...TEMPLATE, ...change })).rejects.toMatchObject({
      fields: [expect.objectContaining({ path, message: expect.stringContaining(message) })],
    });
    expect((await status()).counted).toBe(0);
  });

  it.each([
    ['says nothing', { text: '{% if day %}On {{ day }}.{% endif %}' }, { offer: 'x' }],
    ['says too much', { title: 'Sale', text: '{{ offer }} '.repeat(300) }, { offer: 'x'.repeat(300) }],
    ['has a long title', { title: '{{ offer }}' }, { offer: 'x'.repeat(151) }],
  ])('that %s with its data is told to nobody, and the refusal names them', async (_, change, data) => {
    const { act, waiting } = await open();
    const { id: templateId } = await act('createHeraldTemplate', {
      ...TEMPLATE,
      ...change,
      variables: TEMPLATE.variables.map((each) => ({ ...each, example: 'x' })),
    });
    const refused = { fields: [expect.objectContaining({ path: 'body.data' })] };
    await expect(act('formatMessage', { templateId, data })).rejects.toMatchObject(refused);
    await expect(
      act('sendBroadcast', { templateId, data, severity: 'info', channels: CHANNELS }),
    ).rejects.toMatchObject(refused);
    expect(waiting).toEqual([]);
  });

  it('that says too much with its own examples is not saved', async () => {
    const { act } = await open();
    const variables = TEMPLATE.variables.map((each) => ({ ...each, example: 'x'.repeat(300) }));
    await expect(
      act('createHeraldTemplate', {
        ...TEMPLATE,
        title: 'Sale',
        text: '{{ offer }} '.repeat(300),
        variables,
      }),
    ).rejects.toMatchObject({ fields: [expect.objectContaining({ path: 'body.text' })] });
  });

  it('is formatted with all that it names, and with nothing else', async () => {
    const { act } = await open();
    const { id: templateId } = await act('createHeraldTemplate', TEMPLATE);
    const refused = (data: object, path: string) =>
      expect(act('formatMessage', { templateId, data })).rejects.toMatchObject({
        fields: [expect.objectContaining({ path })],
      });
    await refused({}, 'body.data.offer');
    await refused({ offer: 'x', leads: 'y' }, 'body.data.leads');
    await expect(
      act('formatMessage', { templateId, data: { offer: 'x' } }, { workspace: 'beta' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
