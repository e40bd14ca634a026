import { describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { holdersOf } from '../../domains/domain/reserve.ts';
import { HOUR, MINUTE } from '../../kernel/clock.ts';
import { type CollectDeps, closeWindow, collectMission } from './collect-mission.ts';
import { dispatchMission } from './dispatch-mission.ts';
import { failStalledSteps } from './fail-stalled-steps.ts';
import { releaseResources } from './hold-resources.ts';
import { planMission } from './plan-mission.ts';
import { type RunStepDeps, runStep } from './run-step.ts';
import { sweepMission } from './sweep-mission.ts';

/** A mission that executes, with a domain that it holds. */
async function atWork() {
  const rex = openRex();
  await rex.openWorkspace();
  await rex.addDomains('mail.acme.example');
  const { id } = await rex.mission();
  await dispatchMission(rex.ports, WORKSPACE, id);
  await rex.ports.missions.save({ ...(await rex.read(id)), state: 'EXECUTING' });
  rex.asked.queue.length = 0;
  const deps = {
    ...rex.ports,
    hooks: { answerIsLate: async () => false, redraft: async (m: Awaited<ReturnType<typeof rex.read>>) => m },
  };
  return {
    ...rex,
    deps,
    id,
    execution: { workspace: WORKSPACE, missionId: id, attempt: 1 },
    sweep: (change: object = {}) => sweepMission({ ...deps, ...change }, WORKSPACE, id),
    change: async (change: object) => rex.ports.missions.save({ ...(await rex.read(id)), ...change }),
    stepOf: (name: string) => rex.ports.missions.getStep(WORKSPACE, id, name),
    names: () => rex.told().map(({ name }) => name),
  };
}
type AtWork = Awaited<ReturnType<typeof atWork>>;
const crash = async (rex: AtWork): Promise<void> => {
  const { executionArn } = await rex.read(rex.id);
  await rex.ports.machine.stop(executionArn ?? '');
};

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

  it('renews a reservation in its second half only', async () => {
    const rex = await atWork();
    const { reservation: first } = await rex.read(rex.id);
    rex.pass(HOUR);
    await rex.sweep();
    expect((await rex.read(rex.id)).reservation).toEqual(first);
    rex.pass(1);
    await rex.sweep();
    const { reservation } = await rex.read(rex.id);
    expect(reservation?.until).toBe('2026-03-05T15:00:00.001Z');
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

describe('failStalledSteps', () => {
  const fail = (rex: AtWork) => failStalledSteps(rex.ports, WORKSPACE, rex.id);

  it('fails a step that makes no progress, with the decision kept first', async () => {
    const rex = await atWork();
    await rex.step(rex.id, 'score', {
      token: 't-1',
      total: 3,
      done: ['1'],
      movedAt: '2026-03-05T12:00:00.000Z',
    });
    await fail(rex);
    expect(rex.asked.tokens).toEqual([]);
    rex.pass(48 * HOUR);
    expect(await rex.sweep(), 'notices it').toBe('running');
    expect(rex.asked.queue).toContainEqual({
      kind: 'fail-stalled-steps',
      workspace: WORKSPACE,
      missionId: rex.id,
    });
    await fail(rex);
    expect(rex.asked.tokens).toMatchObject([{ token: 't-1', error: expect.stringMatching(/^Rex\./) }]);
    const decisions = await rex.ports.missions.decisions(WORKSPACE, rex.id);
    expect(decisions.map(({ explanation }) => explanation)).toContain(rex.asked.tokens[0]?.cause);
  });

  it('leaves alone what waits for a person, what has no token, and a mission that does not execute', async () => {
    const rex = await atWork();
    await rex.step(rex.id, 'approve', { state: 'waiting', token: 't-1' });
    await rex.step(rex.id, 'score', { total: 3 });
    rex.pass(48 * HOUR);
    await fail(rex);
    await rex.step(rex.id, 'draft', { token: 't-2', total: 3 });
    await rex.change({ state: 'CANCELLED' });
    rex.pass(48 * HOUR);
    await fail(rex);
    await failStalledSteps(rex.ports, 'beta', rex.id);
    expect(rex.asked.tokens).toEqual([]);
  });
});

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

describe('runStep', () => {
  const run = async (rex: AtWork, change: Partial<RunStepDeps> = {}, input: object = {}) => {
    const begun: string[] = [];
    const deps: RunStepDeps = {
      ...rex.ports,
      starters: { score: async (_, step) => void begun.push(step.token ?? '') },
      run: async ({ attempt }, act) => {
        begun.push(attempt);
        await act();
      },
      ...change,
    };
    await runStep(deps, { ...rex.execution, step: 'score', token: 't-1', ...input });
    return begun;
  };

  it('opens the step under the token of this execution and starts its work', async () => {
    const rex = await atWork();
    expect(await run(rex)).toEqual(['1.0', 't-1']);
    expect(await rex.stepOf('score')).toMatchObject({ state: 'running', token: 't-1', total: -1 });
    expect(await run(rex, {}, { token: 't-2' }), 'by an execution that took over').toEqual(['1.0', 't-2']);
  });

  it('releases a step that is complete, and does its work not again', async () => {
    const rex = await atWork();
    await rex.step(rex.id, 'score', { total: 1, done: ['1'] });
    expect(await run(rex)).toEqual([]);
    expect(rex.asked.tokens).toEqual([{ token: 't-1' }]);
    expect(await rex.stepOf('score')).toMatchObject({ state: 'done' });
  });

  it('tells a superseded execution that there is nothing to wait for', async () => {
    const rex = await atWork();
    await rex.change({ attempt: 2 });
    expect(await run(rex)).toEqual([]);
    expect(rex.asked.tokens).toMatchObject([{ token: 't-1', error: 'Rex.Superseded' }]);
    expect(await rex.stepOf('score')).toBeUndefined();
  });

  it('refuses a step that no agent does, before it is opened', async () => {
    const rex = await atWork();
    await expect(run(rex, {}, { step: 'fly' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(await rex.stepOf('fly')).toBeUndefined();
  });
});

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
