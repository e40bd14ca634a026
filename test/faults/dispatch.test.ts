import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../shared/decisions/domain/decide.ts';
import { isHeld, type Pool } from '../../shared/domains/domain/pool.ts';
import { holdersOf } from '../../shared/domains/domain/reserve.ts';
import type { Mission } from '../../shared/missions/domain/mission.ts';
import { isWorking } from '../../shared/missions/domain/states.ts';
import { startTestAws, type TestAws } from '../support/aws.ts';
import { type DispatchWorld, dispatchWorld } from '../support/dispatch-world.ts';

const START = new Date('2026-03-02T09:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let aws: TestAws;
// The monitor looks at all workspaces: each test has its own database.
beforeEach(async () => {
  aws = await startTestAws();
});
afterEach(() => aws?.stop());

let named = 0;
async function newWorld(): Promise<{ world: DispatchWorld; workspace: string }> {
  const world = await dispatchWorld(aws, START);
  const workspace = `d${named++}`;
  await world.openWorkspace(workspace);
  return { world, workspace };
}

const holdersIn = (pool: Pool): string[] => [...holdersOf(pool).keys()].toSorted();

describe('a mission whose execution was lost', () => {
  it('is restarted, and escalated to a person after the last restart', async () => {
    const { world, workspace } = await newWorld();
    const mission = await world.createMission(workspace);
    await world.deliver(world.safe, { kind: 'dispatch', workspace, missionId: mission.id });
    for (let restarts = 1; restarts <= DEFAULT_THRESHOLDS.restartAtMost; restarts++) {
      world.executions.clear();
      await world.sweep();
      const { state, attempt } = await world.get(mission);
      expect([state, attempt]).toEqual(['ASSIGNED', 1 + restarts]);
    }
    world.executions.clear();
    await world.sweep();
    await world.settle();
    expect(await world.get(mission)).toMatchObject({
      state: 'ESCALATED',
      reason: expect.stringContaining('after 25 restarts (at most 25)'),
    });
    expect(await world.safe.alerts.ofCause(workspace, `mission-escalated ${mission.id}`)).toMatchObject({
      type: 'mission.escalated',
    });
    expect(holdersIn(await world.pool(workspace))).not.toContain(mission.id);
  });
});

describe('the queue of a workspace', () => {
  it('is processed by rank, not in order of requests, and the next mission starts as soon as one ends', async () => {
    const { world, workspace } = await newWorld();
    const priorities = [10, 50, 90, 30, 70];
    const missions: Mission[] = [];
    for (const priority of priorities) missions.push(await world.createMission(workspace, { priority }));
    const [first] = missions;
    await world.deliver(world.safe, { kind: 'dispatch', workspace, missionId: String(first?.id) });
    const states = async () => (await Promise.all(missions.map(world.get))).map(({ state }) => state);
    expect(await states()).toEqual(['QUEUED', 'ASSIGNED', 'ASSIGNED', 'QUEUED', 'ASSIGNED']);
    await world.fail(world.safe, missions[2] as Mission);
    await world.settle();
    expect(await states()).toEqual(['QUEUED', 'ASSIGNED', 'FAILED', 'ASSIGNED', 'ASSIGNED']);
    expect((await world.get(first as Mission)).waitingFor).toContain(
      'a free crew (reactivation: 3 of 3 busy',
    );
  });

  it('lets a mission of another crew overtake missions that wait for their crew', async () => {
    const { world, workspace } = await newWorld();
    for (let i = 0; i < 20; i++) await world.createMission(workspace, { priority: 100 });
    await world.deliver(world.safe, { kind: 'dispatch-next', workspace });
    const other = await world.createMission(workspace, { type: 'icp_extraction', priority: 0 });
    await world.deliver(world.safe, { kind: 'dispatch-next', workspace });
    expect(await world.get(other)).toMatchObject({
      state: 'ASSIGNED',
      reservation: { crew: 'campaigns', quotas: ['enrichment'] },
    });
  });

  it('moves a mission ahead that has waited for a day, or is due soon, and says why', async () => {
    const { world, workspace } = await newWorld();
    for (let i = 0; i < 3; i++) await world.createMission(workspace, { priority: 100 });
    await world.deliver(world.safe, { kind: 'dispatch-next', workspace });
    const old = await world.createMission(workspace, { priority: 10 });
    const deadline = new Date(START.getTime() + 5 * HOUR).toISOString();
    const due = await world.createMission(workspace, { priority: 20, deadline });
    const priorities = async () => [(await world.get(old)).priority, (await world.get(due)).priority];
    await world.deliver(world.safe, { kind: 'dispatch-next', workspace });
    expect(await priorities()).toEqual([10, 20]);
    for (const [hours, expected] of [
      [1, [10, 90]],
      [23, [90, 90]],
    ] as const) {
      world.pass(hours * HOUR);
      // The monitor renews what the three hold.
      await world.sweep();
      await world.settle();
      await world.deliver(world.safe, { kind: 'dispatch-next', workspace });
      expect(await priorities()).toEqual(expected);
    }
    const rules = (await world.safe.missions.decisions(workspace, old.id)).map(({ rule }) => rule);
    expect(rules.filter((rule) => rule === 'PriorityBoostRule')).toHaveLength(1);
  });

  it('costs the same with a thousand waiting missions as with twenty', async () => {
    const costs: number[] = [];
    for (const waiting of [20, 1_000]) {
      const { world, workspace } = await newWorld();
      await Promise.all(
        Array.from({ length: waiting }, (_, n) => world.createMission(workspace, { priority: n % 50 })),
      );
      const best = await world.createMission(workspace, { priority: 100 });
      const before = world.calls();
      await world.deliver(world.safe, { kind: 'dispatch-next', workspace });
      costs.push(world.calls() - before);
      expect((await world.get(best)).state).toBe('ASSIGNED');
    }
    expect(costs[1]).toBe(costs[0]);
  });

  it('of one workspace with a thousand missions does not keep another waiting', async () => {
    const world = await dispatchWorld(aws, START);
    const [busy, quiet] = [`busy${named}`, `quiet${named++}`];
    await world.openWorkspace(busy);
    await world.openWorkspace(quiet);
    await Promise.all(Array.from({ length: 1_000 }, () => world.createMission(busy, { priority: 100 })));
    const only = await world.createMission(quiet, { priority: 0 });
    await world.sweep();
    const asked = world.takeQueue().filter((m) => m.workspace === busy || m.workspace === quiet);
    // One message for each workspace, however many wait in it.
    expect(asked.map(({ kind }) => kind)).toEqual(['dispatch-next', 'dispatch-next']);
    for (const message of asked) await world.deliver(world.safe, message);
    expect((await world.get(only)).state).toBe('ASSIGNED');
    expect(holdersIn(await world.pool(busy))).toHaveLength(3);
  });
});

describe('a dispatcher that dies', () => {
  it('at any of its calls leaves a mission that is started once and holds exactly its recorded resources', async () => {
    for (let livesFor = 0; ; livesFor++) {
      const { world, workspace } = await newWorld();
      const mission = await world.createMission(workspace);
      const message = { kind: 'dispatch', workspace, missionId: mission.id } as const;
      const died = await world.died(world.deliver(world.worker(livesFor), message));
      await world.sweep();
      await world.settle();
      const current = await world.get(mission);
      expect(current).toMatchObject({ state: 'ASSIGNED', attempt: 1, executionArn: `${mission.id}-1` });
      const started = [...world.executions].filter((name) => name.startsWith(mission.id));
      expect(started).toEqual([`${mission.id}-1`]);
      const holder = holdersOf(await world.pool(workspace)).get(mission.id);
      expect(holder).toMatchObject({ epoch: current.reservation?.epoch, until: current.reservation?.until });
      if (!died) {
        // Reserve, transition and start each had their death.
        expect(livesFor).toBeGreaterThan(8);
        return;
      }
    }
  });

  it('during a cancel leaves nothing reserved, and the waiting mission starts', async () => {
    for (let livesFor = 1; ; livesFor++) {
      const { world, workspace } = await newWorld();
      const missions: Mission[] = [];
      for (const priority of [90, 80, 70, 10]) {
        missions.push(await world.createMission(workspace, { priority }));
      }
      await world.deliver(world.safe, { kind: 'dispatch-next', workspace });
      const [cancelled, , , waiting] = missions as [Mission, Mission, Mission, Mission];
      const died = await world.died(world.cancel(world.worker(livesFor), cancelled));
      if ((await world.get(cancelled)).state !== 'CANCELLED') await world.cancel(world.safe, cancelled);
      await world.sweep();
      await world.settle();
      expect((await world.get(waiting)).state).toBe('ASSIGNED');
      expect(holdersIn(await world.pool(workspace))).toEqual(
        missions
          .slice(1)
          .map(({ id }) => id)
          .toSorted(),
      );
      if (!died) return;
    }
  });
});

/** The monitor renews a lease in its last hour: less than that, with room for the first wait of `heal`. */
const UNWATCHED_MINUTES = 50;
const RUNS = 20;

describe('reservations over any history of deaths, repeats and races', () => {
  const livesFor = fc.oneof(fc.nat(14), fc.constant(Number.POSITIVE_INFINITY));
  const step = fc.record({
    act: fc.constantFrom('create', 'create', 'dispatch', 'race', 'end', 'cancel', 'sweep', 'wait'),
    which: fc.nat(9),
    minutes: fc.integer({ min: 1, max: UNWATCHED_MINUTES }),
    livesFor,
  });

  it('over-allocate nothing and leak nothing', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (history) => {
        const { world, workspace } = await newWorld();
        const missions: Mission[] = [];
        let unwatchedMinutes = 0;
        for (const { act, which, minutes, livesFor: calls } of history) {
          const mission = missions[which % Math.max(1, missions.length)];
          const deps = world.worker(calls);
          if (act === 'create') missions.push(await world.createMission(workspace, { priority: which * 10 }));
          if (act === 'wait') {
            // The monitor runs every minute. It may die as often as it likes, but one in time renews the leases.
            if (unwatchedMinutes + minutes > UNWATCHED_MINUTES) {
              await world.sweep();
              await world.settle();
              unwatchedMinutes = 0;
            }
            unwatchedMinutes += minutes;
            world.pass(minutes * MINUTE);
          }
          if (act === 'sweep') await world.died(world.sweep(deps));
          if (!mission) continue;
          const message = { kind: 'dispatch', workspace, missionId: mission.id } as const;
          if (act === 'dispatch') await world.died(world.deliver(deps, message));
          if (act === 'race') {
            const other = world.deliver(world.safe, { kind: 'dispatch-next', workspace });
            await Promise.all([world.died(world.deliver(deps, message)), world.died(other)]);
          }
          const { state } = await world.get(mission);
          if (act === 'end' && isWorking(state)) {
            // The workflow repeats a last step that died.
            if (await world.died(world.fail(deps, mission))) await world.fail(world.safe, mission);
          }
          if (act === 'cancel' && (state === 'QUEUED' || isWorking(state))) {
            await world.died(world.cancel(deps, mission));
          }
          const pool = await world.pool(workspace);
          const now = world.safe.clock.now();
          for (const { holders, capacity } of pool.crews) {
            expect(holders.filter((holder) => isHeld(holder, now)).length).toBeLessThanOrEqual(capacity);
          }
        }
        await heal(world);
        const current = await Promise.all(missions.map(world.get));
        const working = current.filter(({ state }) => isWorking(state));
        const held = await heldIn(world, workspace);
        expect([...held.keys()].toSorted()).toEqual(working.map(({ id }) => id).toSorted());
        for (const { id, reservation } of working) {
          expect(held.get(id)).toMatchObject({ epoch: reservation?.epoch, until: reservation?.until });
        }
        const waits = current.filter(({ state }) => state === 'QUEUED');
        expect(working.length).toBe(Math.min(3, working.length + waits.length));
        for (const mission of [...working, ...waits]) await world.cancel(world.safe, mission);
        await world.settle();
        expect([...(await heldIn(world, workspace)).keys()]).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  /** What keeps others from a place: a lease that has run out keeps nobody, whether or not it was tidied away. */
  async function heldIn(world: DispatchWorld, workspace: string) {
    const now = world.safe.clock.now();
    return new Map([...holdersOf(await world.pool(workspace))].filter(([, holder]) => isHeld(holder, now)));
  }

  /** What time and the monitor do by themselves. */
  async function heal(world: DispatchWorld): Promise<void> {
    for (let tick = 0; tick < 3; tick++) {
      await world.settle();
      world.pass(6 * MINUTE);
      await world.sweep();
    }
    // What a dead cancel holds in a workspace where nothing else works goes when its lease does.
    for (let half = 0; half < 9; half++) {
      await world.settle();
      world.pass(HOUR / 2);
      await world.sweep();
    }
    await world.settle();
  }
});
