import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY } from '../../kernel/clock.ts';
import { settleTaskBy } from '../../linkedin/app/settle-task.ts';
import { expireTask } from './expire-task.ts';

/** A step on LinkedIn whose task is open. */
async function assigned() {
  const rex = await openOutreach({ channel: 'linkedin' });
  await rex.send();
  const { tasks } = await rex.ports.linkedinTasks.list(WORKSPACE, { state: 'open', limit: 9 });
  const [task] = tasks;
  if (!task) throw new Error('There should be a task.');
  rex.pass(DAY);
  return {
    ...rex,
    task,
    expire: (change: object = {}) => expireTask(rex.ports, { ...task, ...change }, rex.ports.clock.now()),
    kept: () => rex.ports.linkedinTasks.get(WORKSPACE, task.id),
    settled: () => rex.told().filter(({ name }) => name === 'task.done' || name === 'task.skipped'),
  };
}

describe('expireTask', () => {
  it('skips a task that nobody took, in the name of Rex, and tells it once', async () => {
    const rex = await assigned();
    await rex.expire();
    await rex.expire();
    expect(await rex.kept()).toMatchObject({
      state: 'skipped',
      settledBy: 'rex',
      settledAt: '2026-03-06T12:00:00.000Z',
    });
    expect(rex.settled()).toMatchObject([{ name: 'task.skipped', actor: { kind: 'rex' } }]);
  });

  it('leaves a task that a person has done', async () => {
    const rex = await assigned();
    await settleTaskBy(rex.ports, WORKSPACE, rex.task.id, 'done', 'ann');
    const done = await rex.kept();
    await rex.expire();
    expect(await rex.kept()).toEqual(done);
    expect(rex.settled()).toHaveLength(1);
  });

  it('does not write over the person who does it at the same moment', async () => {
    const rex = await assigned();
    const linkedinTasks = meanwhile(rex.ports.linkedinTasks, 'get', () =>
      settleTaskBy(rex.ports, WORKSPACE, rex.task.id, 'done', 'ann'),
    );
    await expect(expireTask({ linkedinTasks }, rex.task, rex.ports.clock.now())).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(await rex.kept()).toMatchObject({ state: 'done', settledBy: 'ann' });
  });

  it.each([
    ['of another step', { step: 2 }],
    ['of another workspace', { workspace: 'beta' }],
  ])('finds no task %s, and changes nothing', async (_, change) => {
    const rex = await assigned();
    const before = rex.records();
    await rex.expire(change);
    expect(rex.records()).toEqual(before);
  });
});
