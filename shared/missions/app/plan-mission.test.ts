import { describe, expect, it } from 'vitest';
import { atWork } from '../../../test/memory/at-work.ts';
import { planMission } from './plan-mission.ts';

describe('planMission', () => {
  it('begins with what depends on nothing, and goes on with what has become ready', async () => {
    const rex = await atWork();
    await rex.change({ state: 'ASSIGNED' });
    const first = await planMission(rex.deps, rex.execution);
    expect(first.next).toBe('run');
    expect(first.ready.length).toBeGreaterThan(0);
    expect(await rex.read(rex.id)).toMatchObject({
      state: 'EXECUTING',
      startedAt: '2026-03-05T12:00:00.000Z',
    });
    for (const name of first.ready) await rex.step(rex.id, name, { state: 'done', total: 1, done: ['1'] });
    const second = await planMission(rex.deps, rex.execution);
    expect(second.ready.filter((name) => first.ready.includes(name))).toEqual([]);
    expect(rex.names().filter((name) => name === 'mission.state-changed').length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['COLLECTING', 'collect'],
    ['ANALYZING', 'analyze'],
    ['OPTIMIZING', 'optimize'],
    ['CANCELLED', 'end'],
  ] as const)('takes a mission over that is %s where it stands: %s', async (state, next) => {
    const rex = await atWork();
    await rex.change({ state });
    expect(await planMission(rex.deps, rex.execution)).toEqual({ next, ready: [] });
  });

  it('ends a superseded execution, and does not find a mission of another workspace', async () => {
    const rex = await atWork();
    await rex.change({ attempt: 2 });
    expect(await planMission(rex.deps, rex.execution)).toEqual({ next: 'end', ready: [] });
    await expect(planMission(rex.deps, { ...rex.execution, workspace: 'beta' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
