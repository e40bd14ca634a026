import { describe, expect, it } from 'vitest';
import { type AtWork, atWork } from '../../../test/memory/at-work.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { HOUR, MINUTE } from '../../kernel/clock.ts';
import { type CollectDeps, closeWindow, collectMission } from './collect-mission.ts';

describe('collectMission', () => {
  const collect = (rex: AtWork, mayBeAnswered = true, token = 't-1') => {
    const deps: CollectDeps = { ...rex.ports, hooks: { mayBeAnswered: async () => mayBeAnswered } };
    return collectMission(deps, { ...rex.execution, token });
  };

  it('waits for answers so many days, which it decides once', async () => {
    const rex = await atWork();
    await rex.change({ params: { ...(await rex.read(rex.id)).params, collectDays: 3 } });
    await collect(rex);
    expect(await rex.read(rex.id)).toMatchObject({
      state: 'COLLECTING',
      windowClosesAt: '2026-03-08T12:00:00.000Z',
    });
    expect(rex.asked.wakes).toMatchObject([{ at: '2026-03-08T12:00:00.000Z' }]);
    expect(rex.asked.tokens).toEqual([]);
    rex.pass(HOUR);
    await collect(rex, true, 't-2');
    expect((await rex.read(rex.id)).windowClosesAt).toBe('2026-03-08T12:00:00.000Z');
    expect((await rex.stepOf('collect'))?.token).toBe('t-2');
  });

  it('waits for nobody when nothing was sent', async () => {
    const rex = await atWork();
    await collect(rex, false);
    expect(rex.asked.tokens).toEqual([{ token: 't-1' }]);
    expect(rex.asked.wakes).toEqual([]);
  });

  it('goes on when the window closes: not a moment before, and once', async () => {
    const rex = await atWork();
    await rex.change({ params: { ...(await rex.read(rex.id)).params, collectDays: 1 } });
    await collect(rex);
    const close = () => closeWindow(rex.ports, WORKSPACE, rex.id);
    rex.pass(24 * HOUR - 1);
    await close();
    expect(rex.asked.tokens).toEqual([]);
    rex.pass(1);
    await close();
    expect(rex.asked.tokens).toEqual([{ token: 't-1' }]);
    await rex.change({ state: 'ANALYZING' });
    await close();
    expect(rex.asked.tokens).toHaveLength(1);
    expect((await rex.stepOf('collect'))?.done).toEqual(['window']);
  });

  it('tells a superseded execution so', async () => {
    const rex = await atWork();
    await rex.change({ attempt: 2 });
    await collect(rex);
    expect(rex.asked.tokens).toMatchObject([{ error: 'Rex.Superseded' }]);
    expect((await rex.read(rex.id)).state).toBe('EXECUTING');
    rex.pass(MINUTE);
  });
});
