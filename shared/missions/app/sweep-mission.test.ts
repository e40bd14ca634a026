import { describe, expect, it } from 'vitest';
import { atWork, crash } from '../../../test/memory/at-work.ts';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { holdersOf } from '../../domains/domain/reserve.ts';
import { HOUR } from '../../kernel/clock.ts';
import { startExecution } from './assign-mission.ts';
import { dispatchMission } from './dispatch-mission.ts';
import { releaseResources } from './hold-resources.ts';
import { sweepMission } from './sweep-mission.ts';

describe('sweepMission', () => {
  it('leaves a mission that runs as it is', async () => {
    const rex = await atWork();
    const before = rex.records();
    expect(await rex.sweep()).toBe('running');
    expect(rex.records()).toEqual(before);
    expect(rex.asked.queue).toEqual([]);
  });

  it('starts the next attempt of a mission whose execution is gone, once', async () => {
    const rex = await atWork();
    await crash(rex);
    expect(await rex.sweep()).toBe('restarted');
    expect(await rex.read(rex.id)).toMatchObject({
      attempt: 2,
      restarts: 1,
      executionArn: `${rex.id}-2`,
      state: 'EXECUTING',
    });
    expect(rex.asked.started).toEqual([`${rex.id}-1`, `${rex.id}-2`]);
    expect(await rex.sweep()).toBe('running');
    expect(rex.names().filter((name) => name === 'mission.restarted')).toHaveLength(1);
  });

  it('hands a mission over to a person when restarting has not helped, and gives back what it holds', async () => {
    const rex = await atWork();
    const acts: string[] = [];
    for (let n = 0; n < 30 && acts.at(-1) !== 'escalated'; n++) {
      await crash(rex);
      acts.push(await rex.sweep());
    }
    expect(acts.slice(0, -1).every((act) => act === 'restarted')).toBe(true);
    expect(acts.at(-1)).toBe('escalated');
    expect((await rex.read(rex.id)).state).toBe('ESCALATED');
    const { alerts } = await rex.ports.alerts.list(WORKSPACE, { limit: 9 });
    expect(alerts).toMatchObject([{ type: 'mission.escalated', evidence: { missionId: rex.id } }]);
    const pool = await rex.ports.pools.get(WORKSPACE);
    expect(pool?.domains.flatMap(({ holders }) => holders)).toEqual([]);
    expect(rex.asked.queue).toEqual([{ kind: 'dispatch-next', workspace: WORKSPACE }]);
    expect(await rex.sweep()).toBe('gone');
  });

  it('tells people before it escalates, so that a death in between is no silence', async () => {
    const rex = await atWork();
    await rex.change({ restarts: 99 });
    await crash(rex);
    const missions = dying(rex.ports.missions, 'save');
    await expect(rex.sweep({ missions })).rejects.toThrow('dies');
    expect((await rex.ports.alerts.list(WORKSPACE, { limit: 9 })).alerts).toHaveLength(1);
    expect(await rex.sweep()).toBe('escalated');
    expect((await rex.ports.alerts.list(WORKSPACE, { limit: 9 })).alerts).toHaveLength(1);
  });

  it('starts the execution in the next sweep when it died between the record and the start', async () => {
    const rex = await atWork();
    await crash(rex);
    await expect(rex.sweep({ machine: dying(rex.ports.machine, 'start') })).rejects.toThrow('dies');
    expect(await rex.sweep()).toBe('dispatched');
    expect(rex.asked.queue).toEqual([{ kind: 'dispatch', workspace: WORKSPACE, missionId: rex.id }]);
    await dispatchMission(rex.ports, WORKSPACE, rex.id);
    expect(rex.asked.started).toEqual([`${rex.id}-1`, `${rex.id}-2`]);
    expect(await rex.read(rex.id)).toMatchObject({ attempt: 2, executionArn: `${rex.id}-2` });
  });

  it.each(['CANCELLED', 'COMPLETED', 'FAILED'] as const)(
    'does not restart a mission that is %s by the time its execution is found gone',
    async (state) => {
      for (const restarts of [0, 99]) {
        const rex = await atWork();
        await rex.change({ restarts });
        await crash(rex);
        const machine = meanwhile(rex.ports.machine, 'isRunning', () => rex.change({ state }));
        expect(await rex.sweep({ machine })).toBe('changed');
        expect(rex.asked.started).toEqual([`${rex.id}-1`]);
        expect(await rex.read(rex.id)).toMatchObject({ state, attempt: 1 });
        expect((await rex.ports.alerts.list(WORKSPACE, { limit: 9 })).alerts).toEqual([]);
      }
    },
  );

  it('lets one of two sweeps restart it', async () => {
    const rex = await atWork();
    await crash(rex);
    const machine = meanwhile(rex.ports.machine, 'isRunning', () => rex.sweep());
    expect(await rex.sweep({ machine })).toBe('changed');
    expect(rex.asked.started).toEqual([`${rex.id}-1`, `${rex.id}-2`]);
    expect(await rex.read(rex.id)).toMatchObject({ attempt: 2, restarts: 1 });
  });

  it('renews what a mission holds also while nobody knows its execution', async () => {
    const rex = await atWork();
    await rex.change({ executionArn: undefined });
    rex.pass(5 * HOUR);
    expect(await rex.sweep()).toBe('dispatched');
    const { reservation } = await rex.read(rex.id);
    expect(Date.parse(reservation?.until ?? '')).toBeGreaterThan(rex.ports.clock.now().getTime());
  });

  it('knows the execution of a mission that has changed since it was started', async () => {
    const rex = await atWork();
    await rex.change({ executionArn: undefined });
    const missions = meanwhile(rex.ports.missions, 'get', () => rex.change({ reason: 'It goes on.' }));
    await startExecution({ ...rex.ports, missions }, await rex.read(rex.id));
    expect(await rex.read(rex.id)).toMatchObject({ executionArn: `${rex.id}-1`, reason: 'It goes on.' });
  });

  it('renews nothing of a mission that ends at that very moment: its places are free', async () => {
    const rex = await atWork();
    rex.pass(HOUR + 1);
    const ends = async () => {
      await rex.change({ state: 'CANCELLED', reservation: undefined });
      await releaseResources(rex.ports, WORKSPACE, rex.id);
    };
    await rex.sweep({ missions: meanwhile(rex.ports.missions, 'get', ends) });
    const pool = await rex.ports.pools.get(WORKSPACE);
    if (!pool) throw new Error('there is no pool');
    expect([...holdersOf(pool).keys()]).toEqual([]);
  });

  it('renews a reservation in its last hour only', async () => {
    const rex = await atWork();
    const { reservation: first } = await rex.read(rex.id);
    rex.pass(3 * HOUR);
    await rex.sweep();
    expect((await rex.read(rex.id)).reservation).toEqual(first);
    rex.pass(1);
    await rex.sweep();
    const { reservation } = await rex.read(rex.id);
    expect(reservation?.until).toBe('2026-03-05T19:00:00.001Z');
    expect(reservation?.domain).toBe(first?.domain);
  });

  it('closes the window of a mission whose wake-up was lost', async () => {
    const rex = await atWork();
    await rex.change({ state: 'COLLECTING', windowClosesAt: '2026-03-05T13:00:00.000Z' });
    await rex.sweep();
    expect(rex.asked.queue).toEqual([]);
    rex.pass(HOUR);
    await rex.sweep();
    expect(rex.asked.queue).toEqual([{ kind: 'close-window', workspace: WORKSPACE, missionId: rex.id }]);
  });

  it('asks for a decision to be told again that was not heard', async () => {
    const rex = await atWork();
    await rex.sweep({ hooks: { answerIsLate: async () => true } });
    expect(rex.asked.queue).toEqual([{ kind: 'settle-approval', workspace: WORKSPACE, missionId: rex.id }]);
  });

  it('has a mission that waits dispatched, and passes over what has ended or is not there', async () => {
    const rex = await atWork();
    const waiting = await rex.mission();
    expect(await sweepMission(rex.deps, WORKSPACE, waiting.id)).toBe('dispatched');
    expect(rex.asked.queue).toEqual([{ kind: 'dispatch', workspace: WORKSPACE, missionId: waiting.id }]);
    for (const state of ['COMPLETED', 'CANCELLED', 'FAILED', 'ESCALATED'] as const) {
      const { id } = await rex.mission({ state });
      expect(await sweepMission(rex.deps, WORKSPACE, id)).toBe('gone');
    }
    expect(await sweepMission(rex.deps, 'beta', rex.id)).toBe('gone');
    expect(rex.asked.queue).toHaveLength(1);
  });
});
