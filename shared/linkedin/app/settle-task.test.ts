import { describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY } from '../../kernel/clock.ts';
import { settleTaskBy } from './settle-task.ts';

/** Two people to whom somebody should write on LinkedIn: their tasks are open. */
async function assigned() {
  const rex = await openOutreach({ channel: 'linkedin' });
  await rex.send();
  const { tasks } = await rex.ports.linkedinTasks.list(WORKSPACE, { state: 'open', limit: 9 });
  const task = tasks.find(({ leadId }) => leadId === personOf(1).id);
  if (!task || tasks.length !== 2) throw new Error('There should be a task for each of them.');
  rex.asked.outbound.length = 0;
  return {
    ...rex,
    task,
    settle: (state: 'done' | 'skipped', change: { id?: string; workspace?: string; by?: string } = {}) =>
      settleTaskBy(rex.ports, change.workspace ?? WORKSPACE, change.id ?? task.id, state, change.by ?? 'ann'),
    message: async () => (await rex.messages()).find(({ leadId }) => leadId === task.leadId),
    settled: () => rex.told().filter(({ name }) => name === 'task.done' || name === 'task.skipped'),
  };
}

describe('settleTaskBy', () => {
  it('notes that a person did it: the message counts as sent, the lead is free, and the cohort goes on', async () => {
    const rex = await assigned();
    expect((await rex.lead(1)).lease?.holder).toBe(`${rex.id}#1`);
    rex.pass(DAY);
    expect(await rex.settle('done')).toMatchObject({
      state: 'done',
      settledBy: 'ann',
      settledAt: '2026-03-06T12:00:00.000Z',
    });
    expect(await rex.message()).toMatchObject({
      state: 'sent',
      sentAt: '2026-03-06T12:00:00.000Z',
      channel: 'linkedin',
      providerMessageId: rex.task.id,
    });
    expect((await rex.lead(1)).lease).toBeUndefined();
    expect((await rex.lead(2)).lease, 'whose task is still open').toBeDefined();
    expect(rex.asked.outbound).toEqual([{ workspace: WORKSPACE, missionId: rex.id, cohort: 'utc-0001' }]);
    expect(rex.settled()).toMatchObject([{ name: 'task.done', actor: { kind: 'user', id: 'ann' } }]);
  });

  it('leaves a skipped step out, and the sequence goes on', async () => {
    const rex = await assigned();
    await rex.settle('skipped');
    expect(await rex.message()).toMatchObject({ state: 'skipped', sentAt: null });
    expect((await rex.lead(1)).lease).toBeUndefined();
    expect(rex.settled()).toMatchObject([{ name: 'task.skipped' }]);
  });

  it('keeps the first person and moment, and tells it once, however often it is said', async () => {
    const rex = await assigned();
    const first = await rex.settle('done');
    const message = await rex.message();
    rex.pass(DAY);
    expect(await rex.settle('done', { by: 'bob' })).toEqual(first);
    expect(await rex.message()).toEqual(message);
    expect(rex.settled()).toHaveLength(1);
  });

  it('believes a person who did after all what was skipped, but not one who skips what was done', async () => {
    const rex = await assigned();
    await rex.settle('skipped');
    expect(await rex.settle('done')).toMatchObject({ state: 'done' });
    expect(await rex.message()).toMatchObject({ state: 'sent' });
    await expect(rex.settle('skipped')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await rex.message()).toMatchObject({ state: 'sent' });
  });

  it('is mended by asking again when the process died before the message was noted', async () => {
    const rex = await assigned();
    const linkedinTasks = meanwhile(rex.ports.linkedinTasks, 'save', () =>
      Promise.reject(new Error('The process dies here.')),
    );
    await expect(
      settleTaskBy({ ...rex.ports, linkedinTasks }, WORKSPACE, rex.task.id, 'done', 'ann'),
    ).rejects.toThrow('dies');
    expect(await rex.message()).toMatchObject({ state: 'assigned' });
    await rex.settle('done');
    expect(await rex.message()).toMatchObject({ state: 'sent' });
    expect(rex.settled()).toHaveLength(1);
  });

  it('is mended by asking again when the process died before the cohort was woken', async () => {
    const rex = await assigned();
    const outbound = dying(rex.ports.outbound, 'send');
    await expect(
      settleTaskBy({ ...rex.ports, outbound }, WORKSPACE, rex.task.id, 'done', 'ann'),
    ).rejects.toThrow('dies');
    await rex.settle('done');
    expect(rex.asked.outbound).toHaveLength(1);
    expect(rex.settled()).toHaveLength(1);
  });

  it('lets one of two people at the same moment be the one who did it', async () => {
    const rex = await assigned();
    const linkedinTasks = meanwhile(rex.ports.linkedinTasks, 'get', () => rex.settle('done', { by: 'bob' }));
    await settleTaskBy({ ...rex.ports, linkedinTasks }, WORKSPACE, rex.task.id, 'done', 'ann');
    expect(await rex.ports.linkedinTasks.get(WORKSPACE, rex.task.id)).toMatchObject({ settledBy: 'bob' });
    expect(rex.settled()).toHaveLength(1);
  });

  it('does not take the lease from whoever speaks to the lead by now', async () => {
    const rex = await assigned();
    const lease = { holder: 'm_other#1', until: '2026-03-09T00:00:00.000Z' };
    await rex.ports.leads.save({ ...(await rex.lead(1)), lease });
    await rex.settle('done');
    expect((await rex.lead(1)).lease).toEqual(lease);
  });

  it.each([
    ['a task that is not there', { id: `t_${'9'.repeat(26)}` }],
    ['a task of another workspace', { workspace: 'beta' }],
  ])('does not find %s, and changes nothing', async (_, change) => {
    const rex = await assigned();
    const before = rex.records();
    await expect(rex.settle('done', change)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(rex.records()).toEqual(before);
    expect(rex.asked.outbound).toEqual([]);
  });
});
