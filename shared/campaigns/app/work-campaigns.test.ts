import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN, openTasks } from '../../../test/memory/tasks.ts';
import { MINUTE } from '../../kernel/clock.ts';
import { moveMission } from '../../missions/app/move-mission.ts';
import type { CarriedOutBy } from '../contract/move.ts';
import { createCampaign, setBudget, turnCampaign } from './manage-campaigns.ts';
import { editMove, planMove, removeMove, turnMove } from './manage-moves.ts';
import { workCampaign } from './work-campaigns.ts';

const BY = {
  task: {
    kind: 'task',
    task: { type: 'test.title', priority: 'normal', dryRun: false, payload: { page: 'home', title: 'x' } },
  },
  mission: {
    kind: 'mission',
    mission: {
      type: 'icp_extraction',
      priority: 50,
      workflow: 'icp_extraction',
      params: { minSegmentLeads: 20, dryRun: false },
    },
  },
  person: { kind: 'person', instructions: 'Call them.' },
} as const satisfies Readonly<Record<string, CarriedOutBy>>;
type Kind = keyof typeof BY;

/** A campaign over all stores in memory. */
async function open() {
  const rex = await openTasks();
  const deps = { ...rex.deps, spending: { spent: async () => ({ day: 0, mission: 0 }) } };
  const { id } = await createCampaign(deps, {
    workspace: WORKSPACE,
    body: { name: 'Spring', goals: [] },
    idempotencyKey: undefined,
    cause: ANN,
  });
  const of = { workspace: WORKSPACE, id, cause: ANN };
  const moveOf = (move: string) => ({ ...of, id: move });
  return {
    ...rex,
    deps,
    of,
    moveOf,
    campaign: async () => (await deps.campaigns.get(WORKSPACE, id))!,
    move: async (move: string) => (await deps.moves.get(WORKSPACE, move))!,
    plan: async (kind: Kind = 'task', dependsOn: string[] = []) =>
      (
        await planMove(deps, {
          workspace: WORKSPACE,
          body: { campaign: id, title: `A ${kind}`, dependsOn, by: BY[kind] },
          idempotencyKey: undefined,
          cause: ANN,
        })
      ).id,
    start: () => turnCampaign(deps, of, 'start', undefined),
    look: (some: Partial<typeof deps> = {}) => workCampaign({ ...deps, ...some }, of),
    made: async () => {
      const { missions } = await deps.missions.list(WORKSPACE, { limit: 50 });
      const { tasks } = await deps.tasks.list(WORKSPACE, { limit: 50 });
      return [...missions, ...tasks].map((each) => each.id);
    },
  };
}

describe('a move that is due', () => {
  it.each(['task', 'mission', 'person'] as const)(
    'begins its %s once, whoever dies and wherever',
    async (kind) => {
      for (const [port, method] of [
        ['missions', 'create'],
        ['tasks', 'create'],
        ['campaigns', 'join'],
        ['moves', 'save'],
        ['queue', 'send'],
        ['taskQueue', 'send'],
      ] as const) {
        const rex = await open();
        const id = await rex.plan(kind);
        await rex.start();
        const dead = { [port]: dying(rex.deps[port] as object, method as never) };
        await rex.look(dead).catch(() => undefined);
        await rex.look();
        await rex.look();
        const [made, move, campaign] = await Promise.all([rex.made(), rex.move(id), rex.campaign()]);
        expect([port, made.length]).toEqual([port, 1]);
        expect(move).toMatchObject({ state: 'started', attempt: 1, part: made[0] });
        expect(campaign.parts).toMatchObject([{ id: made[0], move: id }]);
      }
    },
  );

  it('begins once when many look at the same time', async () => {
    const rex = await open();
    const ids = [await rex.plan('task'), await rex.plan('mission'), await rex.plan('person')];
    await rex.start();
    await Promise.allSettled([rex.look(), rex.look(), rex.look(), rex.look()]);
    await rex.look();
    expect((await rex.made()).length).toBe(3);
    expect((await rex.campaign()).parts.map(({ move }) => move).sort()).toEqual(ids.toSorted());
  });

  it('does not begin once a pause was answered, and the campaign does not end while one is under way', async () => {
    const rex = await open();
    await rex.plan();
    await rex.start();
    const campaigns = meanwhile(rex.deps.campaigns, 'get', () =>
      turnCampaign(rex.deps, rex.of, 'pause', undefined),
    );
    await rex.look({ campaigns });
    expect(await rex.made()).toEqual([]);
    await turnCampaign(rex.deps, rex.of, 'resume', undefined);
    await rex.changeSettings({ paused: true });
    await rex.look();
    expect(await rex.made()).toEqual([]);
    await rex.changeSettings({ paused: false });
    await rex.look();
    expect((await rex.made()).length).toBe(1);
    await expect(turnCampaign(rex.deps, rex.of, 'finish', undefined)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('ends as its mission does, fails with it, and is done when that is tried again and succeeds', async () => {
    const rex = await open();
    const id = await rex.plan('mission');
    const after = await rex.plan('task', [id]);
    await rex.start();
    await rex.look();
    const { part = '' } = await rex.move(id);
    const now = rex.ports.clock.now();
    const actor = ANN.actor;
    const turn = async (event: Parameters<typeof moveMission>[2]) =>
      moveMission(rex.ports.missions, (await rex.ports.missions.get(WORKSPACE, part))!, event, {
        now,
        actor,
      });
    await turn('cancel');
    await rex.look();
    expect(await rex.move(id)).toMatchObject({ state: 'failed', reason: expect.stringContaining(part) });
    expect(await rex.move(after)).toMatchObject({ state: 'planned' });
    await turnMove(rex.deps, rex.moveOf(id), 'retry');
    await rex.look();
    const again = await rex.move(id);
    expect(again).toMatchObject({ state: 'started', attempt: 2 });
    expect(again.part).not.toBe(part);
    await turnMove(rex.deps, rex.moveOf(id), 'complete', 'Done by hand.');
    await rex.look();
    expect(await rex.move(after)).toMatchObject({ state: 'started' });
  });

  it.each([
    ['complete', 'completed'],
    ['cancel', 'cancelled'],
  ] as const)('leaves nobody a task to do when a person is asked to %s it', async (what, status) => {
    const rex = await open();
    const id = await rex.plan('person');
    await rex.start();
    await rex.look();
    const { part = '' } = await rex.move(id);
    const task = async () => (await rex.deps.tasks.get({ workspace: WORKSPACE, id: part }))?.status;
    expect(await task()).toBe('escalated');
    await turnMove(rex.deps, rex.moveOf(id), what, 'They have told me.');
    expect(await task()).toBe(status);
    await rex.look();
    expect((await rex.move(id)).state).toBe(what === 'complete' ? 'done' : 'cancelled');
  });

  it('fails with the reason when what it asks for is refused', async () => {
    const rex = await open();
    const id = await rex.plan('mission');
    await rex.start();
    const move = await rex.move(id);
    const by = { ...BY.mission, mission: { ...BY.mission.mission, deadline: '2020-01-01T00:00:00.000Z' } };
    await rex.deps.moves.save({ ...move, by }, []);
    await rex.look();
    expect(await rex.move(id)).toMatchObject({ state: 'failed', reason: 'The deadline is in the past.' });
  });

  it('waits while the budget has no room, and says so once', async () => {
    const rex = await open();
    const first = await rex.plan('task');
    const second = await rex.plan('task');
    const { version } = await rex.campaign();
    await setBudget(rex.deps, { ...rex.of, ifMatch: `"${version}"`, budget: { caps: { tasks: 1 } } });
    await rex.start();
    await rex.look();
    rex.pass(MINUTE);
    await rex.look();
    expect((await rex.move(first)).state).toBe('started');
    const held = await rex.move(second);
    expect(held).toMatchObject({
      state: 'planned',
      reason: 'The budget has room for 1 tasks, and 1 are used.',
      version: 2,
    });
  });
});

describe('the plan', () => {
  it('has no circle, whatever is asked for and however it crosses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(4), fc.uniqueArray(fc.nat(4), { maxLength: 3 })), {
          minLength: 1,
          maxLength: 8,
        }),
        async (edits) => {
          const rex = await open();
          const ids: string[] = [];
          for (let n = 0; n < 5; n++) ids.push(await rex.plan());
          await Promise.allSettled(
            edits.map(async ([move, on]) => {
              const id = ids[move] ?? '';
              const { version } = await rex.move(id);
              const dependsOn = on.map((n) => ids[n] ?? '');
              await editMove(rex.deps, { ...rex.moveOf(id), ifMatch: `"${version}"`, body: { dependsOn } });
            }),
          );
          const left = new Map(
            (await rex.deps.moves.getMany(WORKSPACE, ids)).map((each) => [each.id, each.dependsOn]),
          );
          for (let free = true; free; ) {
            const next = [...left].find(([, on]) => on.every((id) => !left.has(id)));
            free = next !== undefined;
            if (next) left.delete(next[0]);
          }
          expect([...left.keys()]).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('keeps a move on which another depends', async () => {
    const rex = await open();
    const first = await rex.plan();
    const second = await rex.plan('task', [first]);
    const remove = (id: string) => removeMove(rex.deps, { ...rex.moveOf(id), ifMatch: '"1"' });
    await expect(remove(first)).rejects.toMatchObject({ code: 'CONFLICT' });
    await remove(second);
    await remove(first);
    expect((await rex.campaign()).moves).toEqual([]);
  });
});
