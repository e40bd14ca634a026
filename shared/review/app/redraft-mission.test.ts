import { describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { approvalHooks, overdueHook, sendingHooks } from './mission-hooks.ts';
import { redraftMission } from './redraft-mission.ts';

const NEW = 'news.acme.example';

/** A mission whose first messages went out, and which has got another sender since. */
async function moved() {
  const rex = await openOutreach();
  await rex.step(rex.id, 'draft', { state: 'done', total: 1, done: ['utc-0001'], token: 't-draft' });
  await rex.send();
  const mission = await rex.read(rex.id);
  const reservation = mission.reservation && { ...mission.reservation, domain: NEW };
  await rex.ports.missions.save({ ...mission, redraft: true, ...(reservation ? { reservation } : {}) });
  const steps = async () =>
    Object.fromEntries((await rex.ports.missions.steps(WORKSPACE, rex.id)).map((step) => [step.name, step]));
  return {
    ...rex,
    steps,
    redraft: async (change: object = {}) =>
      redraftMission({ ...rex.ports, ...change }, await rex.read(rex.id)),
  };
}

describe('redraftMission', () => {
  it('takes back approval and drafts, gives the content its new sender, and opens the steps again', async () => {
    const rex = await moved();
    const { id: approvalId } = await rex.approval();
    await rex.redraft();
    expect(await rex.ports.approvals.get(WORKSPACE, approvalId)).toMatchObject({ state: 'void' });
    expect(await rex.ports.contents.get(WORKSPACE, rex.id)).toMatchObject({
      from: { name: 'Ann', address: `hello@${NEW}` },
      // Two people were written to: what they answer, and what follows, stays in their threads.
      replyDomain: 'mail.acme.example',
    });
    const [drafts] = await rex.ports.cohorts.listDrafts(WORKSPACE, rex.id);
    expect(drafts?.leads.map(({ messages }) => messages)).toEqual([[], []]);
    const steps = await rex.steps();
    for (const name of ['draft', 'approve', 'outreach'])
      expect(steps[name]).toMatchObject({ state: 'running', total: -1, done: [] });
    expect(steps['draft']?.token).toBeUndefined();
    expect(await rex.cohort()).toMatchObject({ state: 'drafted', blocked: {} });
    expect((await rex.read(rex.id)).redraft).toBeUndefined();
  });

  it('takes answers at the new domain when nobody was written to yet', async () => {
    const rex = await moved();
    await rex.ports.cohorts.save({ ...(await rex.cohort()), counts: {} });
    await rex.redraft();
    expect(await rex.ports.contents.get(WORKSPACE, rex.id)).toMatchObject({ replyDomain: `reply.${NEW}` });
  });

  it('leaves what was sent sent, and sends nothing before there is another yes', async () => {
    const rex = await moved();
    const sent = await rex.messages();
    await rex.redraft();
    expect(await rex.messages()).toEqual(sent);
    await rex.ports.cohorts.save({ ...(await rex.cohort()), state: 'active' });
    rex.pass(3 * 86_400_000);
    await rex.work();
    expect(rex.mails).toHaveLength(2);
  });

  it('leaves cohorts that are through as they are', async () => {
    const rex = await moved();
    await rex.ports.cohorts.save({ ...(await rex.cohort()), state: 'done' });
    const [before] = await rex.ports.cohorts.listDrafts(WORKSPACE, rex.id);
    await rex.redraft();
    expect((await rex.cohort()).state).toBe('done');
    expect(await rex.ports.cohorts.listDrafts(WORKSPACE, rex.id)).toEqual([before]);
    const steps = await rex.steps();
    expect([steps['draft']?.done, steps['outreach']?.done, steps['approve']?.done]).toEqual([
      ['utc-0001'],
      ['utc-0001'],
      [],
    ]);
  });

  it('keeps who was blocked for good, and lets go of what was only not approved', async () => {
    const rex = await moved();
    const [one, other] = rex.leads.map(({ id }) => id) as [string, string];
    const blocked = { [one]: { code: 'SUPPRESSED', step: 2 }, [other]: { code: 'NOT_APPROVED', step: 2 } };
    await rex.ports.cohorts.save({ ...(await rex.cohort()), blocked });
    await rex.redraft();
    expect((await rex.cohort()).blocked).toEqual({ [one]: { code: 'SUPPRESSED', step: 2 } });
  });

  it.each([
    ['drafts', 'cohorts', 'saveDrafts'],
    ['steps', 'missions', 'saveStep'],
    ['flag', 'missions', 'save'],
  ] as const)('is done again whole when it died before the %s were written', async (_, port, method) => {
    const rex = await moved();
    const store = rex.ports[port];
    await expect(rex.redraft({ [port]: dying(store, method as never) })).rejects.toThrow('dies');
    expect((await rex.read(rex.id)).redraft).toBe(true);
    await rex.redraft();
    expect((await rex.read(rex.id)).redraft).toBeUndefined();
    expect((await rex.steps())['approve']).toMatchObject({ state: 'running', done: [] });
    expect(rex.told().filter(({ name }) => name === 'approval.voided')).toHaveLength(1);
  });

  it('parks a cohort that a worker writes at the same moment', async () => {
    const rex = await moved();
    const cohorts = meanwhile(rex.ports.cohorts, 'get', async () =>
      rex.ports.cohorts.save({ ...(await rex.cohort()), counts: { sent: 7 } }),
    );
    await rex.redraft({ cohorts });
    expect(await rex.cohort()).toMatchObject({ state: 'drafted', counts: { sent: 7 } });
  });

  it('has nothing to take back from a mission that has drafted nothing', async () => {
    const rex = await moved();
    const contents = Object.assign(Object.create(rex.ports.contents), { get: async () => undefined });
    const approval = await rex.approval();
    await rex.redraft({ contents });
    expect((await rex.read(rex.id)).redraft).toBeUndefined();
    expect(await rex.approval()).toEqual(approval);
  });
});

describe('what the engine asks', () => {
  it('of an answer: that of the approval that stands', async () => {
    const rex = await openOutreach();
    const { answerOf, takeBack } = approvalHooks(rex.ports);
    expect(await answerOf(await rex.read(rex.id))).toBe('none');
    await rex.request();
    expect(await answerOf(await rex.read(rex.id))).toBe('none');
    await rex.decide('approved');
    expect(await answerOf(await rex.read(rex.id))).toBe('approved');
    await takeBack['void-approval'](await rex.read(rex.id));
    expect(await answerOf(await rex.read(rex.id))).toBe('none');
    expect((await rex.approval()).reason).toBe('The mission has ended: there is nothing more to approve.');
  });

  it('whether a decision was not told: only while its step waits and the next one has not begun', async () => {
    const rex = await openOutreach();
    const { answerIsLate } = approvalHooks(rex.ports);
    const isLate = async () =>
      answerIsLate(await rex.read(rex.id), await rex.ports.missions.steps(WORKSPACE, rex.id));
    expect(await isLate(), 'nobody was asked').toBe(false);
    await rex.request();
    expect(await isLate(), 'nobody has decided').toBe(false);
    await rex.decide('approved');
    expect(await isLate()).toBe(true);
    const step = await rex.ports.missions.getStep(WORKSPACE, rex.id, 'approve');
    if (step) await rex.ports.missions.saveStep({ ...step, token: undefined });
    expect(await isLate(), 'the step was taken back').toBe(false);
    const again = await rex.ports.missions.getStep(WORKSPACE, rex.id, 'approve');
    if (again) await rex.ports.missions.saveStep({ ...again, token: 't-2' });
    await rex.step(rex.id, 'outreach', { token: 't-3' });
    expect(await isLate(), 'the mission has gone on').toBe(false);
  });

  it('whether anybody may answer: once something went out or may have', async () => {
    const rex = await openOutreach();
    const { mayBeAnswered } = sendingHooks(rex.ports);
    const ask = async (counts: Record<string, number>) => {
      await rex.ports.cohorts.save({ ...(await rex.cohort()), counts });
      return mayBeAnswered(await rex.read(rex.id));
    };
    expect(await ask({})).toBe(false);
    expect(await ask({ rejected: 3 })).toBe(false);
    expect(await ask({ sent: 1 })).toBe(true);
    expect(await ask({ unknown: 1 })).toBe(true);
  });

  it('to wake what was due and lies still', async () => {
    const rex = await openOutreach();
    const { wakeOverdue } = overdueHook(rex.ports);
    const nextDueAt = '2026-03-05T12:00:00.000Z';
    await rex.ports.cohorts.save({ ...(await rex.cohort()), state: 'active', nextDueAt });
    expect(await wakeOverdue(new Date('2026-03-05T11:59:59.999Z'))).toBe(0);
    expect(rex.asked.outbound).toEqual([]);
    expect(await wakeOverdue(new Date(nextDueAt))).toBe(1);
    expect(rex.asked.outbound).toEqual([
      { workspace: WORKSPACE, missionId: rex.id, cohort: 'utc-0001', byClock: true },
    ]);
  });
});
