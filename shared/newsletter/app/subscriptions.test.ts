import { describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { NEWS, openNewsletter, subscriberOf } from '../../../test/memory/newsletter.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN } from '../../../test/memory/tasks.ts';
import { sampleLead, sampleProfile } from '../../../test/support/samples.ts';
import { DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { addSubscriber } from './add-subscriber.ts';
import { confirmSubscription, findConfirmation } from './confirm-subscription.ts';
import { leaveNewsletter } from './leave-newsletter.ts';
import { putNewsletter } from './manage-newsletters.ts';
import { workSubscription } from './work-subscription.ts';

const ADA = 'ada@people.example';
const PROOF = { at: '2026-03-01T10:00:00.000Z', source: 'The fair', text: 'I want the news.' };

const opened = async (email = ADA) => {
  const world = await openNewsletter();
  await world.ask(email);
  await world.work();
  return { ...world, link: world.linkIn(world.mails[0]) };
};
type World = Awaited<ReturnType<typeof openNewsletter>>;
const confirm = ({ deps }: World, link: string) => confirmSubscription(deps, link, '192.0.2.7', 'test');
const leave = ({ deps }: World, how: 'link' | 'member' | 'forget' = 'link') =>
  leaveNewsletter(deps, subscriberOf(ADA), how, ANN);
const add = ({ deps }: World, email = ADA) =>
  addSubscriber(deps, {
    workspace: WORKSPACE,
    newsletter: NEWS.id,
    body: { email, proof: PROOF },
    cause: ANN,
  });

describe('double opt-in', () => {
  it('asks once by mail, and keeps what proves the confirmation; nobody becomes a lead', async () => {
    const world = await opened();
    const [mail] = world.mails;
    expect(world.mails).toHaveLength(1);
    expect([mail?.to, mail?.parts.headers?.['Auto-Submitted']]).toEqual([ADA, 'auto-generated']);
    expect(mail?.parts.listUnsubscribeUrl).toMatch(/^https:\/\/rex\.example\/leave\/acme\.news\./);
    expect((await world.read(ADA))?.state).toBe('pending');
    // Opening the page changes nothing.
    expect((await findConfirmation(world.deps, world.link))?.isDone).toBe(false);
    expect((await world.read(ADA))?.state).toBe('pending');
    world.pass(HOUR);
    expect((await confirm(world, world.link))?.id).toBe('news');
    expect(await world.read(ADA)).toMatchObject({
      state: 'confirmed',
      proof: {
        kind: 'double_opt_in',
        askedAt: '2026-03-05T12:00:00.000Z',
        askedFrom: '192.0.2.1',
        source: 'form acme.news',
        form: 1,
        confirmedAt: '2026-03-05T13:00:00.000Z',
        confirmedFrom: '192.0.2.7',
      },
    });
    expect(await world.deps.leads.get(WORKSPACE, subscriberOf(ADA).leadId)).toBeUndefined();
    const told = world.told().filter(({ name }) => name === 'subscriber.changed');
    expect(told.map(({ data }) => data['state']).toSorted()).toEqual(['confirmed', 'pending']);
    expect(JSON.stringify(told)).not.toContain(ADA);
  });

  it('takes a link once: again it changes nothing, and after leaving it is dead', async () => {
    const world = await opened();
    await confirm(world, world.link);
    const first = await world.read(ADA);
    world.pass(MINUTE);
    expect((await confirm(world, world.link))?.id).toBe('news');
    expect(await world.read(ADA)).toEqual(first);
    await leave(world);
    expect(await confirm(world, world.link)).toBeUndefined();
    expect((await world.read(ADA))?.state).toBe('unsubscribed');
  });

  it('takes no link after 7 days, and none that was made up', async () => {
    const world = await opened();
    const madeUp = `${world.link.split('.').slice(0, 3).join('.')}.${'A'.repeat(32)}`;
    expect(await confirm(world, madeUp)).toBeUndefined();
    world.pass(7 * DAY - 1);
    expect(await findConfirmation(world.deps, world.link)).toBeDefined();
    world.pass(1);
    expect(await confirm(world, world.link)).toBeUndefined();
  });

  it('keeps no link, only its hash', async () => {
    const world = await opened();
    expect(JSON.stringify(world.records())).not.toContain(world.link.split('.').at(-1));
  });

  it('reminds once, after 3 days, and deletes after 30', async () => {
    const world = await opened();
    for (let hour = 0; hour < 30 * 24 - 1; hour += 1) {
      world.pass(HOUR);
      await world.work();
    }
    expect(world.mails.map(({ parts }) => parts.subject)).toEqual([
      'Please confirm: Product news',
      'Reminder: please confirm: Product news',
    ]);
    expect((await world.read(ADA))?.state).toBe('pending');
    world.pass(HOUR);
    await world.work();
    expect(await world.read(ADA)).toBeUndefined();
  });

  it('who asks again and again gets two mails at most', async () => {
    const world = await opened();
    for (let hour = 0; hour < 10; hour += 1) {
      world.pass(2 * HOUR);
      await world.ask(ADA);
      await world.work();
    }
    expect(world.mails).toHaveLength(2);
    expect(await confirm(world, world.link)).toBeDefined();
  });

  it('an ask that expired is a new one', async () => {
    const world = await opened();
    world.pass(31 * DAY);
    await world.ask(ADA);
    await world.work();
    expect(world.mails).toHaveLength(2);
    expect((await world.read(ADA))?.proof.askedAt).toBe('2026-04-05T12:00:00.000Z');
    expect(await confirm(world, world.link)).toBeUndefined();
  });
});

describe('the form', () => {
  it('answers the same whether or not the person is known, and writes nothing about who is subscribed', async () => {
    const world = await opened();
    await confirm(world, world.link);
    const before = await world.read(ADA);
    expect(await world.ask(ADA)).toBe(await world.ask('new@people.example'));
    await world.work();
    expect(await world.read(ADA)).toEqual(before);
    expect(world.mails.map(({ to }) => to)).toEqual([ADA, 'new@people.example']);
  });

  it('names the field that cannot be read', async () => {
    const world = await openNewsletter();
    const fields = (names: string[]) => ({
      code: 'VALIDATION_FAILED',
      fields: names.map((path) => expect.objectContaining({ path })),
    });
    await expect(world.ask('nobody')).rejects.toMatchObject(fields(['body.email']));
    await expect(world.ask(ADA, { form: '7' })).rejects.toMatchObject(fields(['body.form']));
    await expect(world.ask(ADA, { newsletter: 'other' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(world.waiting).toEqual([]);
  });

  it('takes twenty an hour from one place', async () => {
    const world = await openNewsletter();
    for (let n = 0; n < 20; n += 1) await world.ask(`p${n}@people.example`);
    await expect(world.ask(ADA)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await world.ask(ADA, { from: '192.0.2.2' });
    world.pass(HOUR);
    await world.ask(ADA);
  });

  it('keeps the version of its text in the proof: an older text that was open still counts', async () => {
    const world = await openNewsletter();
    await putNewsletter(world.deps, {
      workspace: WORKSPACE,
      body: { ...NEWS, form: 'A new text.' },
      cause: ANN,
    });
    await world.ask(ADA);
    await world.ask('bea@people.example', { form: '2' });
    expect((await world.read(ADA))?.proof.form).toBe(1);
    expect((await world.read('bea@people.example'))?.proof.form).toBe(2);
  });
});

describe('nobody is mailed who must not be', () => {
  it('not who is on a list of suppressions, though nobody learns of it', async () => {
    const world = await openNewsletter();
    const at = world.deps.clock.now().toISOString();
    const { leadId: name } = subscriberOf(ADA);
    const suppression = { reason: 'complaint', at, source: 'test' } as const;
    await world.deps.suppressions.add([
      { list: WORKSPACE, kind: 'address', name, value: ADA, version: 1, suppression },
    ]);
    await world.ask(ADA);
    await world.work();
    expect(world.mails.map(({ to }) => to)).toEqual([]);
    expect((await world.read(ADA))?.state).toBe('pending');
  });

  it('not a lead that has told us to stop', async () => {
    const world = await openNewsletter();
    const at = world.deps.clock.now().toISOString();
    const profile = sampleProfile({ identity: ADA, address: ADA });
    const { leadId: id } = subscriberOf(ADA);
    const suppression = { reason: 'complaint', at, source: 'test' } as const;
    await world.deps.leads.create(sampleLead({ workspace: WORKSPACE, id, profile, suppression }));
    await world.ask(ADA);
    await world.work();
    expect(world.mails.map(({ to }) => to)).toEqual([]);
  });

  it('nobody while the workspace is paused; later they are', async () => {
    const world = await openNewsletter({ paused: true });
    await world.ask(ADA);
    await world.work();
    expect(world.mails.map(({ to }) => to)).toEqual([]);
    await world.changeSettings({ paused: false });
    world.pass(5 * MINUTE);
    await world.work();
    expect(world.mails).toHaveLength(1);
  });
});

describe('each mail', () => {
  it('is under way from before the pause is read until it is out, so that whoever pauses waits for it', async () => {
    const world = await openNewsletter();
    await world.ask(ADA);
    const { underWay } = world.deps;
    const seen: string[] = [];
    const note = async (when: string) => void seen.push(`${when}: ${await underWay.any(WORKSPACE)}`);
    const deps = {
      ...world.deps,
      workspaces: meanwhile(world.deps.workspaces, 'get', () => note('read')),
      mailer: meanwhile(world.deps.mailer, 'send', () => note('sent')),
    };
    await workSubscription(deps, subscriberOf(ADA));
    world.pass(1);
    await note('after');
    expect(seen).toEqual(['read: true', 'sent: true', 'after: false']);
  });

  it('a repeated message, or two at once, send one mail', async () => {
    const world = await openNewsletter();
    await world.ask(ADA);
    const work = () => workSubscription(world.deps, subscriberOf(ADA));
    await Promise.all([work(), work()]);
    await work();
    expect(world.mails).toHaveLength(1);
  });

  it('is not sent again by whoever comes after a process that died while it was sending', async () => {
    const world = await openNewsletter();
    await world.ask(ADA);
    const died = workSubscription(
      { ...world.deps, mailer: dying(world.deps.mailer, 'send') },
      subscriberOf(ADA),
    );
    await expect(died).rejects.toThrow('dies');
    await world.work();
    world.pass(DAY);
    await world.work();
    expect(world.mails).toHaveLength(0);
    // The reminder follows in its time, and confirms.
    world.pass(2 * DAY);
    await world.work();
    expect(world.mails).toHaveLength(1);
    expect(await confirm(world, world.linkIn(world.mails[0]))).toBeDefined();
  });

  it('an end in the moment of a confirmation does not undo it', async () => {
    const world = await opened();
    world.pass(3 * DAY);
    await world.work();
    // The second link is confirmed while the sweep, with a clock that runs ahead, ends what it has read.
    const late = { now: () => new Date(world.deps.clock.now().getTime() + 30 * DAY) };
    const confirmedNow = () => confirm(world, world.linkIn(world.mails[1]));
    const subscriptions = meanwhile(world.deps.subscriptions, 'get', confirmedNow);
    await workSubscription({ ...world.deps, subscriptions, clock: late }, subscriberOf(ADA));
    expect((await world.read(ADA))?.state).toBe('confirmed');
  });

  it('is tried again when the provider did not take it, with a link of its own', async () => {
    const world = await openNewsletter();
    world.outcomes.push({ outcome: 'unavailable', reason: 'It is down.' });
    await world.ask(ADA);
    await world.work();
    world.pass(5 * MINUTE);
    await world.work();
    const [lost, sent] = world.mails;
    expect(world.mails).toHaveLength(2);
    expect(await findConfirmation(world.deps, world.linkIn(lost))).toBeUndefined();
    expect(await findConfirmation(world.deps, world.linkIn(sent))).toBeDefined();
  });

  it('is not tried again when nobody knows whether it went out: the reminder follows in its time', async () => {
    const world = await openNewsletter();
    world.outcomes.push({ outcome: 'unknown', reason: 'no answer' });
    await world.ask(ADA);
    await world.work();
    world.pass(DAY);
    await world.work();
    expect(world.mails).toHaveLength(1);
    expect(await confirm(world, world.linkIn(world.mails[0]))).toBeDefined();
  });
});

describe('who leaves', () => {
  it('comes back by a fresh opt-in only, and not by a member', async () => {
    const world = await opened();
    await confirm(world, world.link);
    await leave(world);
    await leave(world);
    await expect(add(world)).rejects.toMatchObject({ code: 'CONFLICT' });
    world.pass(DAY);
    await world.ask(ADA);
    await world.work();
    expect((await world.read(ADA))?.state).toBe('pending');
    await expect(add(world)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await confirm(world, world.link)).toBeUndefined();
    expect(await confirm(world, world.linkIn(world.mails[1]))).toBeDefined();
    expect(await world.read(ADA)).toMatchObject({
      state: 'confirmed',
      proof: { askedAt: '2026-03-06T12:00:00.000Z' },
    });
  });

  it('stays known as that when the fresh opt-in is never confirmed', async () => {
    const world = await opened();
    await confirm(world, world.link);
    await leave(world);
    await world.ask(ADA);
    world.pass(30 * DAY);
    await world.work();
    expect((await world.read(ADA))?.state).toBe('unsubscribed');
  });

  it('is forgotten when only asked for, or when a member says so', async () => {
    const asked = await opened();
    await leave(asked);
    expect(await asked.read(ADA)).toBeUndefined();
    await leave(asked);
    const subscribed = await opened();
    await confirm(subscribed, subscribed.link);
    await leave(subscribed, 'forget');
    expect(JSON.stringify(subscribed.records())).not.toContain(ADA);
  });
});

describe('a member', () => {
  it('adds a person with the proof of their consent', async () => {
    const world = await openNewsletter();
    await add(world);
    expect(await world.read(ADA)).toMatchObject({
      state: 'confirmed',
      proof: { kind: 'member', askedAt: PROOF.at, source: 'The fair', text: 'I want the news.' },
    });
    await world.work();
    expect(world.mails.map(({ to }) => to)).toEqual([]);
    await expect(add(world, 'nobody')).rejects.toMatchObject({
      fields: [expect.objectContaining({ path: 'body.email' })],
    });
  });

  it('lists people by their state', async () => {
    const world = await opened();
    await add(world, 'bea@people.example');
    const list = async (state: 'pending' | 'confirmed') => {
      const asked = { newsletter: NEWS.id, state, limit: 10 };
      return (await world.deps.subscriptions.list(WORKSPACE, asked)).subscriptions.map(
        ({ address }) => address,
      );
    };
    expect([await list('pending'), await list('confirmed')]).toEqual([[ADA], ['bea@people.example']]);
  });
});
