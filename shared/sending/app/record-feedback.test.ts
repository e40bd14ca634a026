import { describe, expect, it } from 'vitest';
import { dying, meanwhile, withMethods } from '../../../test/memory/meanwhile.ts';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { DAY, HOUR } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { holdPerson } from '../../replies/app/hold-person.ts';
import { DynamoSendLedger } from '../adapters/send-ledger.ts';
import { nameOf } from '../domain/cohort-ledger.ts';
import type { Feedback } from '../domain/send.ts';
import { alertOfComplaint } from './alert-complaint.ts';
import type { SendRef } from './ports/sending.ts';
import { type MessageFeedback, recordEach, recordFeedback } from './record-feedback.ts';
import { workCohort } from './work-cohort.ts';

const AT = '2026-03-05T12:30:00.000Z';
const READ = '2026-03-05T12:31:00.000Z';
const LATER = '2026-03-05T13:00:00.000Z';
const delivered: Feedback = { kind: 'delivered', at: AT, providerMessageId: 'p-1' };
const hard: Feedback = { kind: 'bounced', at: AT, permanent: true, diagnostic: '550 5.1.1 no such user' };
const soft: Feedback = { kind: 'bounced', at: AT, permanent: false, diagnostic: '452 4.2.2 mailbox full' };
const complained: Feedback = { kind: 'complained', at: AT };

/** Two people who were written to once. */
async function written() {
  const rex = await openOutreach();
  await rex.send();
  const first = rex.refOf(1);
  return {
    ...rex,
    first,
    hear: (...feedback: Feedback[]) =>
      recordFeedback(
        rex.ports,
        feedback.map((each) => ({ ref: first, feedback: each })),
      ),
    message: async () => (await rex.messages()).find(({ leadId }) => leadId === first.leadId),
    suppressed: () => rex.told().filter(({ name }) => name === 'lead.suppressed'),
    /** Without what was sent. */
    traffic: async () => {
      const [day] = await rex.ports.pools.traffic('mail.acme.example', '2026-03-05', '2026-03-05');
      return Object.fromEntries(
        Object.entries(day?.byProvider ?? {}).flatMap(([provider, { sent: _, ...of }]) => {
          const counted = Object.entries(of).filter(([, count]) => count > 0);
          return counted.length > 0 ? [[provider, Object.fromEntries(counted)]] : [];
        }),
      );
    },
  };
}

describe('recordFeedback', () => {
  it('notes a delivery at its message and at no other, however often it is told', async () => {
    const rex = await written();
    await rex.hear(delivered);
    const once = await rex.messages();
    await rex.hear(delivered, delivered);
    expect(await rex.messages()).toEqual(once);
    expect(once.map(({ state }) => state).toSorted()).toEqual(['delivered', 'sent']);
    expect(await rex.message()).toMatchObject({ state: 'delivered', deliveredAt: AT });
    expect((await rex.lead(1)).suppression).toBeUndefined();
  });

  it.each([
    ['what was told', 'after'],
    ['the claim', 'before'],
  ])('is told once by who overlooks %s at first', async (_, read) => {
    const rex = await openOutreach();
    const ref = rex.refOf(1);
    const { records } = rex.tables;
    const getMany: typeof records.getMany = async (keys, schema, consistency) =>
      consistency === 'eventual' ? keys.map(() => undefined) : records.getMany(keys, schema, consistency);
    const ports = { ...rex.ports, ledger: new DynamoSendLedger(withMethods(records, { getMany })) };
    if (read === 'before') await ports.ledger.read(ref);
    await rex.send();
    if (read === 'after') await ports.ledger.read(ref);
    await recordFeedback(rex.ports, [{ ref, feedback: delivered }]);
    await recordFeedback(ports, [
      { ref, feedback: delivered },
      { ref, feedback: complained },
    ]);
    const { entries, sends } = await rex.ports.ledger.read(ref);
    expect(entries.told).toBe(2);
    expect(sends.get(nameOf(ref))).toMatchObject({ deliveredAt: AT, complainedAt: AT });
  });

  it('is told by who remembers the cohort from before others were written to and heard', async () => {
    const rex = await openOutreach({ steps: 2 });
    await rex.send();
    const ports = { ...rex.ports, ledger: new DynamoSendLedger(rex.tables.records) };
    await ports.ledger.read(rex.refOf(1));
    rex.pass(30 * DAY);
    await rex.work();
    const later = { ...rex.refOf(1), step: 2 };
    await recordFeedback(rex.ports, [{ ref: later, feedback: delivered }]);
    await recordFeedback(ports, [{ ref: rex.refOf(1), feedback: delivered }]);
    const { entries, sends } = await rex.ports.ledger.read(later);
    expect(entries.told).toBe(2);
    for (const ref of [rex.refOf(1), later]) expect(sends.get(nameOf(ref))?.deliveredAt).toBe(AT);
  });

  it.each(['knows nothing of it', 'remembers it as released'])(
    'counts a bounce on the day on which the message went out at last, told to a process that %s',
    async (what) => {
      const rex = await openOutreach({ people: 2, steps: 1 });
      rex.answers.push(
        { outcome: 'unavailable', reason: 'throttled' },
        { outcome: 'accepted', providerMessageId: 'p-1' },
      );
      await rex.send();
      const ports = { ...rex.ports, ledger: new DynamoSendLedger(rex.tables.records) };
      const released = (await rex.messages()).find(({ state }) => state === 'released');
      if (what !== 'knows nothing of it') await ports.ledger.read(rex.refOf(1));
      rex.pass(DAY);
      await rex.work();
      const ref = { ...rex.refOf(1), leadId: released?.leadId ?? '' };
      await recordFeedback(ports, [{ ref, feedback: { ...hard, at: rex.ports.clock.now().toISOString() } }]);
      const days = await rex.ports.pools.traffic('mail.acme.example', '2026-03-05', '2026-03-06');
      const bouncedOn = (day: string) =>
        days.find((each) => each.day === day)?.byProvider?.other?.bounced ?? 0;
      expect(['2026-03-05', '2026-03-06'].map(bouncedOn)).toEqual([0, 1]);
    },
  );

  it.each(['knows nothing of it', 'remembers it as claimed'])(
    'counts as sent what a sender died over, once it is delivered, told to a process that %s',
    async (what) => {
      const rex = await openOutreach({ people: 2, steps: 1 });
      await rex.start();
      const dead = { ...rex.ports, ledger: dying(rex.ports.ledger, 'settle') };
      const { workspace, missionId, cohort } = rex.refOf(1);
      await expect(workCohort(dead, { workspace, missionId, cohort })).rejects.toThrow('dies');
      const ports = { ...rex.ports, ledger: new DynamoSendLedger(rex.tables.records) };
      if (what !== 'knows nothing of it') await ports.ledger.read(rex.refOf(1));
      rex.pass(HOUR);
      await rex.work();
      expect((await rex.messages()).map(({ state }) => state)).toEqual(['unknown', 'unknown']);
      await recordFeedback(
        ports,
        [1, 2].map((n) => ({ ref: rex.refOf(n), feedback: delivered })),
      );
      const hours = rex.records().filter(({ pk }) => String(pk).includes('#HOUR#'));
      expect(hours.reduce((sum, { sent }) => sum + Number(sent ?? 0), 0)).toBe(2);
    },
  );

  it('comes to the same in any order', async () => {
    const all: Feedback[] = [
      delivered,
      { kind: 'opened', at: LATER, signs: [] },
      { kind: 'opened', at: READ, signs: [] },
      complained,
    ];
    const results = [];
    for (const order of [all, all.toReversed()]) {
      const rex = await written();
      for (const feedback of order) await rex.hear(feedback);
      const { id: _, missionId: __, ...message } = (await rex.message()) ?? { id: '', missionId: '' };
      results.push({ message, suppression: (await rex.lead(1)).suppression?.reason });
    }
    expect(results[0]).toEqual(results[1]);
    expect(results[0]).toMatchObject({
      message: { state: 'complained', openedAt: READ },
      suppression: 'complaint',
    });
  });

  it.each([
    ['a hard bounce', hard, 'hard_bounce', { kind: 'provider', id: 'feedback' }],
    ['a complaint', complained, 'complaint', { kind: 'provider', id: 'feedback' }],
    ['an opt-out', { kind: 'unsubscribed', at: AT }, 'unsubscribe', { kind: 'recipient', id: 'feedback' }],
  ] as const)(
    'after %s suppresses the lead once, and nothing more goes out to them',
    async (_, heard, reason, actor) => {
      const rex = await written();
      await rex.hear(heard);
      await rex.hear(heard);
      expect((await rex.lead(1)).suppression).toMatchObject({ reason, source: `message ${rex.id}#1` });
      expect(rex.suppressed()).toMatchObject([{ actor, correlationId: rex.id, data: { reason } }]);
      expect((await rex.lead(2)).suppression).toBeUndefined();
      rex.pass(2 * DAY);
      await rex.work();
      expect(rex.mails.slice(2).map(({ to }) => to)).toEqual([personOf(2).profile.address]);
    },
  );

  it('counts bounces and complaints of a domain once each, on the day on which the message went out', async () => {
    const rex = await written();
    rex.pass(2 * DAY);
    for (const heard of [hard, hard, complained, complained]) await rex.hear(heard);
    expect(await rex.traffic()).toEqual({ other: { bounced: 1, complained: 1 } });
  });

  it('counts a bounce and a complaint that are told of at once as both', async () => {
    const rex = await written();
    await rex.hear(hard, complained, hard, complained);
    expect(await rex.traffic()).toEqual({ other: { bounced: 1, complained: 1 } });
  });

  it('settles a waiting reply when a hard bounce and a request to stop are told of at once', async () => {
    const rex = await written();
    const { workspace, missionId, leadId, step } = rex.first;
    const message = {
      id: 'mail-1',
      receivedAt: AT,
      channel: 'email',
      kind: 'reply',
      evidence: 'no sign of a machine',
      subject: 'Re: Hello',
      text: 'Who are you?',
      missionId,
      step,
    } as const;
    await holdPerson(rex.ports, { workspace, leadId, reason: 'reply', message });
    expect((await rex.lead(1)).hold).toBeDefined();
    await rex.hear(hard, { kind: 'unsubscribed', at: AT });
    const lead = await rex.lead(1);
    expect([lead.suppression?.reason, lead.hold]).toEqual(['hard_bounce', undefined]);
    expect(rex.suppressed()).toHaveLength(1);
  });

  it('lets a lead go on after a failure that may pass, and counts no trouble of the domain', async () => {
    const rex = await written();
    await rex.hear(soft);
    expect((await rex.lead(1)).suppression).toBeUndefined();
    expect(await rex.traffic()).toEqual({});
    expect(await rex.message()).toMatchObject({ state: 'bounced', bouncedAt: AT });
  });

  it('suppresses the lead when a failure that might have passed turns out to be for good', async () => {
    const rex = await written();
    await rex.hear(soft);
    await rex.hear({ ...hard, at: LATER });
    expect((await rex.lead(1)).suppression?.reason).toBe('hard_bounce');
    expect(await rex.traffic()).toEqual({ other: { bounced: 1 } });
  });

  it('suppresses before it notes, so that a death between the two is mended by the repeat', async () => {
    const rex = await written();
    const { leads } = rex.ports;
    const died = meanwhile(leads, 'save', () => Promise.reject(new Error('The process dies here.')));
    const items = [{ ref: rex.first, feedback: complained }];
    await expect(recordFeedback({ ...rex.ports, leads: died }, items)).rejects.toThrow('dies');
    expect((await rex.lead(1)).suppression?.reason).toBe('complaint');
    expect(await rex.message()).toMatchObject({ state: 'sent' });
    await rex.hear(complained);
    expect(await rex.message()).toMatchObject({ state: 'complained' });
    expect(rex.suppressed()).toHaveLength(1);
  });

  it('loses nothing that somebody else learns of the same message meanwhile', async () => {
    const rex = await written();
    const leads = meanwhile(rex.ports.leads, 'save', () => rex.hear(delivered));
    await recordFeedback({ ...rex.ports, leads }, [{ ref: rex.first, feedback: complained }]);
    expect(await rex.message()).toMatchObject({ state: 'complained', deliveredAt: AT });
  });

  it('notes what is heard of a lead that was erased meanwhile, and passes over messages that Rex did not send', async () => {
    const rex = await written();
    const unknown = { ...rex.first, step: 2 };
    const elsewhere = { ...rex.first, workspace: 'beta' };
    await recordFeedback(rex.ports, [
      { ref: unknown, feedback: complained },
      { ref: elsewhere, feedback: complained },
    ]);
    expect((await rex.lead(1)).suppression).toBeUndefined();
    expect(rex.suppressed()).toEqual([]);
    const gone = {
      ...rex.ports,
      leads: Object.assign(Object.create(rex.ports.leads), { get: async () => undefined }),
    };
    await recordFeedback(gone, [{ ref: rex.first, feedback: complained }]);
    expect(await rex.message()).toMatchObject({ state: 'complained' });
  });

  it('counts for the domain what is new of its e-mails, by mailbox provider and day of sending', async () => {
    const rex = await written();
    const put: Feedback = { kind: 'deferred', at: AT, bySender: true, reason: 'SpamDetected' };
    const told = (feedback: Feedback): MessageFeedback => ({ ref: rex.first, feedback, provider: 'gmail' });
    const all = [
      { ...put, bySender: false },
      put,
      { kind: 'opened', at: AT, signs: ['provider_flag'] },
      { kind: 'opened', at: AT, signs: [] },
      { kind: 'replied', at: AT },
      complained,
      hard,
    ] as const;
    await recordFeedback(rex.ports, all.map(told));
    await recordFeedback(rex.ports, all.toReversed().map(told));
    const one = { deferred: 1, opened: 1, replied: 1, complained: 1, bounced: 1 };
    expect(await rex.traffic()).toEqual({ gmail: one });
    const send = await rex.ports.ledger.get(rex.first);
    expect(send).toMatchObject({ deferredAt: AT, deferral: { bySender: true, reason: 'SpamDetected' } });
  });

  it('counts for the domain what was told to one cohort, when that of another fails', async () => {
    const rex = await written();
    const { ledger } = rex.ports;
    const latest: typeof ledger.latest = (ref, messages) =>
      ref.cohort === 'gone' ? Promise.reject(new Error('No answer.')) : ledger.latest(ref, messages);
    const failing = { ...rex.ports, ledger: withMethods(ledger, { latest }) };
    const items = [
      { ref: { ...rex.first, cohort: 'gone' }, feedback: complained },
      { ref: rex.first, feedback: complained },
    ];
    await expect(recordFeedback(failing, items)).rejects.toThrow('No answer.');
    expect(await rex.traffic()).toEqual({ other: { complained: 1 } });
    await recordFeedback(rex.ports, items);
    expect(await rex.traffic()).toEqual({ other: { complained: 1 } });
  });

  it('records what is told of others beside a message that always fails, and names that one only', async () => {
    const rex = await written();
    const { leads } = rex.ports;
    const second = rex.refOf(2);
    const bad = new RexError('RECORD_INVALID', 'This lead cannot be read.');
    const get: typeof leads.get = (workspace, id) =>
      id === rex.first.leadId ? Promise.reject(bad) : leads.get(workspace, id);
    const failing = { ...rex.ports, leads: withMethods(leads, { get }) };
    const items = [rex.first, second].map((ref) => ({ ref, feedback: complained }));
    for (let times = 0; times < 2; times++) {
      expect(await recordEach(failing, items)).toEqual([{ items: [items[0]], failure: bad }]);
      expect((await rex.messages()).map(({ state }) => state).toSorted()).toEqual(['complained', 'sent']);
      expect((await rex.lead(2)).suppression?.reason).toBe('complaint');
    }
    expect(await rex.traffic()).toEqual({ other: { complained: 1 } });
    expect(await recordEach(rex.ports, items)).toEqual([]);
    expect(await rex.traffic()).toEqual({ other: { complained: 2 } });
  });

  it('is not done with when one cohort is gone and another did not answer', async () => {
    const rex = await written();
    const { ledger } = rex.ports;
    const latest: typeof ledger.latest = (ref) =>
      Promise.reject(
        ref.cohort === 'gone'
          ? new RexError('NOT_FOUND', 'Gone.')
          : new RexError('PROVIDER_UNAVAILABLE', 'No.'),
      );
    const failing = { ...rex.ports, ledger: withMethods(ledger, { latest }) };
    const items = ['gone', rex.first.cohort].map((cohort) => ({
      ref: { ...rex.first, cohort },
      feedback: complained,
    }));
    await expect(recordFeedback(failing, items)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });

  it('judges the other lists and counts for the other workspaces when that fails for one', async () => {
    const rex = await written();
    const judged: string[] = [];
    const judgeList = async ({ ref }: { ref: { cohort: string } }): Promise<void> => {
      judged.push(ref.cohort);
      throw new Error('No answer.');
    };
    const counters = withMethods(rex.ports.counters, {
      count: () => Promise.reject(new Error('No answer.')),
    });
    const items = [{ ref: rex.first, feedback: hard }];
    expect(await recordEach({ ...rex.ports, counters, judgeList }, items)).toMatchObject([{ items }]);
    expect(judged).toEqual([rex.first.cohort]);
    expect(await rex.traffic()).toEqual({ other: { bounced: 1 } });
  });

  it('tells of a complaint once, when others tell the cohort something at the same moment', async () => {
    const rex = await written();
    const ledger = meanwhile(rex.ports.ledger, 'latest', () =>
      recordFeedback(rex.ports, [{ ref: rex.refOf(2), feedback: delivered }]),
    );
    const tellComplaint = (ref: SendRef) => alertOfComplaint(rex.ports, ref);
    await recordFeedback({ ...rex.ports, ledger, tellComplaint }, [{ ref: rex.first, feedback: complained }]);
    const told = rex.told().filter(({ name }) => name.startsWith('alert.'));
    expect(told.map(({ name }) => name)).toEqual(['alert.raised']);
  });

  it('keeps what it has recorded when its counting fails, and has it told again', async () => {
    const rex = await written();
    const counters = withMethods(rex.ports.counters, {
      count: () => Promise.reject(new Error('No answer.')),
    });
    const items = [{ ref: rex.first, feedback: complained }];
    expect(await recordEach({ ...rex.ports, counters }, items)).toMatchObject([{ items }]);
    expect(await rex.message()).toMatchObject({ state: 'complained' });
  });
});
