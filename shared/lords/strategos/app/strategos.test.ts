import { describe, expect, it } from 'vitest';
import { dying, withMethods } from '../../../../test/memory/meanwhile.ts';
import { openMemory } from '../../../../test/memory/tables.ts';
import { stores } from '../../../../test/support/stores.ts';
import { createCampaign } from '../../../campaigns/app/manage-campaigns.ts';
import { planMove } from '../../../campaigns/app/manage-moves.ts';
import { newPool } from '../../../domains/domain/pool.ts';
import { addDomain } from '../../../domains/domain/sending-domain.ts';
import { addMs, DAY, HOUR } from '../../../kernel/clock.ts';
import { withMembers } from '../../../members/domain/membership.ts';
import { seatStores } from '../../../seats/adapters/stores.ts';
import { type ActRequest, carryOut } from '../../../seats/app/carry-out.ts';
import { reviewDue, reviewThese } from '../../../seats/app/review-due.ts';
import { seatStatus } from '../../../seats/app/view-seat.ts';
import { completeTask } from '../../../tasks/app/change-task.ts';
import type { Plan, Task } from '../contract/schemas.ts';
import { strategos } from '../contract/seat.ts';
import { acts, cards, looks, reviews } from './work.ts';

const START = new Date('2026-06-01T10:00:00Z');
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const caller = { subject: 'ann', role: 'viewer' } as const;

/** A workspace of Ann, with a domain that is new. */
async function world(workspace: string, tables = openMemory()) {
  let now = START;
  const all = stores(tables);
  const sent: string[] = [];
  const deps = {
    ...all,
    ...seatStores(tables, 'strategos'),
    taskQueue: {
      send: async (messages: readonly { id: string }[]) => void sent.push(...messages.map(({ id }) => id)),
    },
    clock: { now: () => now },
  };
  const { memberships, pools } = all;
  const member = {
    workspace,
    version: 1,
    role: 'operator',
    state: 'active',
    from: 'member',
    since: START.toISOString(),
  } as const;
  await memberships.save(withMembers(await memberships.team(workspace), [{ ...member, subject: 'ann' }]), []);
  const verified = { state: 'verified', challenge: '' } as const;
  const isNew = { domain: `${workspace}.example`, tier: 'warming', targetPerDay: 1_000 } as const;
  const pending = { domain: `pending.${workspace}.example`, tier: 'custom', targetPerDay: 1_000 } as const;
  await pools.save(addDomain(addDomain(newPool(workspace), isNew, now, verified), pending, now), 'absent');
  const act = async (name: keyof typeof acts, input: object, asked: Partial<ActRequest> = {}) => {
    const { input: schema } = strategos.acts[name];
    const request = { act: name, workspace, input: schema.parse(input), cause, ...asked };
    const work = await carryOut(strategos, acts, deps, request);
    return (await reviewThese(strategos, reviews, deps, [work], 'c')).get(work.id) ?? work;
  };
  const plan = async (id: string) => (await deps.works.get(workspace, id))?.result as unknown as Plan;
  return {
    deps,
    sent,
    act,
    plan,
    activity: async (id: string, name: string) =>
      (await plan(id)).activities.find((each) => each.id === name),
    work: async (id: string) => (await deps.works.get(workspace, id))!,
    executor: async (id: string) => {
      const work = await deps.works.get(workspace, id);
      const { executorTask } = work!.result as unknown as Task;
      return executorTask === null ? undefined : deps.tasks.get({ workspace, id: executorTask });
    },
    tasks: async () => (await deps.tasks.list(workspace, { limit: 50 })).tasks,
    pass: (ms: number) => {
      now = addMs(now, ms);
    },
    review: (some = {}) => reviewDue(strategos, reviews, { ...deps, ...some }, 'c'),
    status: () => seatStatus(strategos, cards, deps, workspace, { subject: 'ann', role: 'admin' }),
    utilization: (query: { plan?: string } = {}) =>
      looks.resourceUtilization(deps, { workspace, caller, params: {}, query }),
    told: () =>
      tables.database
        .everything('events')
        .filter(({ pk }) => String(pk).startsWith(`W#${workspace}#SEAT_WORK#`))
        .flatMap(({ data }) => (data as { tells: { name: string }[] }).tells.map(({ name }) => name)),
  };
}

const TWO = {
  title: 'Spring',
  capacities: { agent: 2, budget: 100 },
  activities: [
    { id: 'write', days: 2, needs: { agent: 1, budget: 60 } },
    { id: 'send', days: 3, after: ['write'], needs: { agent: 1, budget: 40 } },
  ],
};
const toAnn = (plan: string, activity: string) => ({
  plan,
  activity,
  assignee: { kind: 'member', id: 'ann' },
});

describe('a plan', () => {
  it('is made of the open moves of a campaign, which wait for each other', async () => {
    const { act, deps } = await world('moves');
    const asked = { workspace: 'moves', idempotencyKey: undefined, cause };
    const { id: campaign } = await createCampaign(deps, { ...asked, body: { name: 'Spring', goals: [] } });
    const move = (title: string, dependsOn: string[], days?: number) =>
      planMove(deps as never, {
        ...asked,
        body: {
          campaign,
          title,
          dependsOn,
          by: { kind: 'person', instructions: 'Do it.' },
          ...(days && { startsAt: START.toISOString(), dueAt: addMs(START, days * DAY).toISOString() }),
        },
      });
    const first = await move('Texts', [], 2);
    const second = await move('Printing', [first.id]);
    await expect(act('createPlan', { title: 'P', campaign })).rejects.toMatchObject({
      fields: [{ path: 'body.activities', message: expect.stringContaining(`name ${second.id} here`) }],
    });
    const made = await act('createPlan', { title: 'P', campaign, activities: [{ id: second.id, days: 4 }] });
    const { activities, days } = made.result as unknown as Plan;
    expect(days).toBe(6);
    expect(activities.map(({ title, start, status }) => [title, start, status])).toEqual([
      ['Printing', 2, 'planned'],
      ['Texts', 0, 'ready'],
    ]);
    expect(made.sources.map(({ kind }) => kind)).toEqual(['person', 'campaign', 'move', 'move']);
  });

  it('follows the warmup of a domain of the workspace, and names what it has read', async () => {
    const { act } = await world('warming');
    const sends = { domain: 'warming.example', count: 400 };
    const made = await act('createPlan', { title: 'P', activities: [{ id: 'a', sends }] });
    expect(made.result).toMatchObject({ days: 7, endsOn: '2026-06-07' });
    expect(made.sources.at(-1)).toEqual({
      kind: 'domain',
      id: 'warming.example',
      says: 'It is on day 1 of its warmup: 20 e-mails on the first day of sending, 163 on the eighth if all goes well.',
    });
  });

  it.each([
    ['startsOn', { startsOn: '2026-05-31', activities: [{ id: 'a', days: 1 }] }, 'is over'],
    ['activities', {}, 'There is nothing to plan'],
    ['activities.0', { activities: [{ id: 'a' }] }, 'neither days nor sends'],
    [
      'activities.1',
      {
        activities: [
          { id: 'a', days: 1 },
          { id: 'b', days: 1, after: ['c'] },
        ],
      },
      'waits for c',
    ],
    [
      'activities.0',
      { activities: [{ id: 'a', days: 1, needs: { agent: 3 } }], capacities: { agent: 2 } },
      'never more than 2',
    ],
    ['capacities.budget', { activities: [{ id: 'a', days: 1, needs: { budget: 3 } }] }, 'there are 0'],
    [
      'activities.0.sends.domain',
      { activities: [{ id: 'a', sends: { domain: 'foreign.example', count: 1 } }] },
      'is no sending domain',
    ],
    [
      'activities.0.sends.domain',
      { activities: [{ id: 'a', sends: { domain: 'pending.refused.example', count: 1 } }] },
      'is not verified',
    ],
    [
      'activities.0',
      { activities: [{ id: 'a', sends: { domain: 'refused.example', count: 9_000_000 } }] },
      'more than 366 days',
    ],
    ['campaign', { campaign: `cm_${'0'.repeat(26)}` }, 'There is no campaign'],
  ])('that cannot be is refused by %s: %j', async (path, input, message) => {
    const { act, status } = await world('refused');
    await expect(act('createPlan', { title: 'P', ...input })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: `body.${path}`, message: expect.stringContaining(message) }],
    });
    expect((await status()).counted).toBe(0);
  });
});

describe('an activity that is assigned', () => {
  it('is a task of a person once, as soon as what it waits for is completed', async () => {
    const { act, activity, executor, tasks, status, plan, work, told } = await world('ofann');
    const { id } = await act('createPlan', TWO);
    const later = await act('assignTask', toAnn(id, 'send'));
    const first = await act('assignTask', toAnn(id, 'write'), { idempotencyKey: 'k' });
    expect((await act('assignTask', toAnn(id, 'write'), { idempotencyKey: 'k' })).id).toBe(first.id);
    expect([later.state, first.state]).toEqual(['planned', 'assigned']);
    expect(await tasks()).toEqual([
      expect.objectContaining({
        type: 'person.do',
        status: 'escalated',
        title: 'write',
        payload: { about: first.id },
      }),
    ]);
    await expect(act('assignTask', toAnn(id, 'write'))).rejects.toThrow(`write is assigned by ${first.id}`);
    await expect(act('reportProgress', { percent: 10 }, { id: later.id })).rejects.toThrow(
      `${later.id} is planned and cannot become in_progress. It may become ready or cancelled.`,
    );

    await act('reportProgress', { percent: 50, note: 'Half.' }, { id: first.id });
    expect(await activity(id, 'write')).toMatchObject({
      status: 'in_progress',
      percent: 50,
      startedOn: '2026-06-01',
    });
    expect((await work(id)).state).toBe('in_progress');
    await act('reportProgress', { status: 'completed' }, { id: first.id });
    expect(await executor(first.id)).toMatchObject({ status: 'completed' });
    expect((await work(later.id)).state).toBe('assigned');
    expect(await executor(later.id)).toMatchObject({ status: 'escalated', title: 'send' });
    expect(await plan(id)).toMatchObject({ percent: 40, days: 4, endsOn: '2026-06-04' });

    await act('reportProgress', { status: 'completed' }, { id: later.id });
    expect(await work(id)).toMatchObject({
      state: 'completed',
      outcome: { held: true, says: 'It took 1 of 5 planned days.' },
    });
    expect((await status()).cards.map(({ value }) => value)).toEqual([0, null, 0, 1]);
    expect(new Set(told())).toEqual(new Set(['PROGRESS_UPDATED']));
  });

  it('is completed when the executor says so, late when its day is over, and blocked when that failed', async () => {
    const { act, executor, work, pass, review, deps } = await world('looks');
    const { id } = await act('createPlan', TWO);
    const task = await act('assignTask', toAnn(id, 'write'));
    pass(3 * DAY);
    expect(await review()).toBe(1);
    expect((await work(task.id)).state).toBe('delayed');
    expect(await review()).toBe(0);
    const person = (await executor(task.id))!;
    await completeTask(deps, person, undefined, cause);
    expect((await act('reportProgress', {}, { id: task.id })).state).toBe('completed');
    expect((await work(task.id)).dueAt).toBeUndefined();

    const run = await act('assignTask', {
      plan: id,
      activity: 'send',
      assignee: { kind: 'agent', id: 'thank-you-writer', input: { about: 'the autumn service' } },
    });
    const ordered = (await executor(run.id))!;
    expect(ordered).toMatchObject({ type: 'agent.run', agent: 'thank-you-writer', status: 'new' });
    await deps.tasks.save({ ...ordered, status: 'failed' }, []);
    pass(HOUR);
    await review();
    expect(await work(run.id)).toMatchObject({
      state: 'blocked',
      result: {
        log: expect.arrayContaining([expect.objectContaining({ note: `${ordered.id} is failed.` })]),
      },
    });
  });

  it('may be taken back, and given to somebody else', async () => {
    const { act, executor, activity } = await world('back');
    const { id } = await act('createPlan', TWO);
    const task = await act('assignTask', toAnn(id, 'write'));
    await act('reportProgress', { status: 'cancelled', note: 'Ann is ill.' }, { id: task.id });
    expect(await executor(task.id)).toMatchObject({ status: 'cancelled' });
    expect(await activity(id, 'write')).toMatchObject({ status: 'ready', task: null, startedOn: null });
    expect((await act('assignTask', toAnn(id, 'write'))).state).toBe('assigned');
    await expect(act('reportProgress', { percent: 1 }, { id: task.id })).rejects.toThrow(
      'Nothing follows on that.',
    );
  });

  it('is given once, wherever the review dies', async () => {
    for (const step of ['create', 'write'] as const) {
      const { act, deps, review, tasks, work } = await world('dies');
      const { id } = await act('createPlan', TWO);
      const request = {
        act: 'assignTask',
        workspace: 'dies',
        input: strategos.acts.assignTask.input.parse(toAnn(id, 'write')),
        cause,
      };
      const { id: task } = await carryOut(strategos, acts, deps, request);
      const dead =
        step === 'create' ? { tasks: dying(deps.tasks, 'create') } : { works: dying(deps.works, 'write') };
      await expect(review(dead)).rejects.toMatchObject({
        errors: [new Error('The process dies here.')],
      });
      expect((await work(task)).state).toBe('ready');
      await review();
      expect(await tasks()).toHaveLength(1);
      expect((await work(task)).state).toBe('assigned');
    }
  });

  describe.each([
    ['member', { kind: 'member', id: 'ann' }],
    ['agent', { kind: 'agent', id: 'thank-you-writer', input: { about: 'the autumn service' } }],
  ])('to a %s', (kind, assignee) => {
    /** Assigned, and not given yet. */
    const assigned = async (workspace: string) => {
      const all = await world(workspace);
      const { id: plan } = await all.act('createPlan', TWO);
      const input = strategos.acts.assignTask.input.parse({ plan, activity: 'write', assignee });
      const { id } = await carryOut(strategos, acts, all.deps, {
        act: 'assignTask',
        workspace,
        input,
        cause,
      });
      const cancel = () => all.act('reportProgress', { status: 'cancelled', note: 'No.' }, { id });
      return { ...all, id, cancel };
    };

    it('and cancelled before it was written that it is given, is cancelled at the executor too', async () => {
      const { deps, review, cancel, tasks } = await assigned(`cut${kind}`);
      await expect(review({ works: dying(deps.works, 'write') })).rejects.toThrow();
      expect(await tasks()).toHaveLength(1);
      await cancel();
      expect(await tasks()).toMatchObject([{ status: 'cancelled' }]);
    });

    it('and cancelled while it is being given, is cancelled at the executor too', async () => {
      const { deps, review, cancel, tasks, work, id } = await assigned(`raced${kind}`);
      const create: typeof deps.tasks.create = async (...of) => {
        await cancel();
        return deps.tasks.create(...of);
      };
      await review({ tasks: withMethods(deps.tasks, { create }) });
      expect((await work(id)).state).toBe('cancelled');
      expect(await tasks()).toMatchObject([{ status: 'cancelled' }]);
    });
  });

  it.each([
    ['activity', { activity: 'paint', assignee: { kind: 'member', id: 'ann' } }, 'is no activity'],
    ['assignee.id', { assignee: { kind: 'member', id: 'bob' } }, 'There is no member bob'],
    ['assignee.id', { assignee: { kind: 'agent', id: 'no-such-agent' } }, 'There is no agent'],
    ['assignee.input.about', { assignee: { kind: 'agent', id: 'thank-you-writer' } }, ''],
  ])('to nobody is refused by %s', async (path, input, message) => {
    const { act } = await world('nobody');
    const { id } = await act('createPlan', TWO);
    await expect(act('assignTask', { plan: id, activity: 'write', ...input })).rejects.toMatchObject({
      fields: [{ path: `body.${path}`, message: expect.stringContaining(message) }],
    });
  });
});

describe('resources', () => {
  it('are given as long as an activity lasts, never more than there is, and shown over time', async () => {
    const { act, utilization, told } = await world('given');
    const three = [...TWO.activities, { id: 'check', days: 1, needs: { agent: 1 } }];
    const { id } = await act('createPlan', { ...TWO, activities: three });
    const given = await act('allocateResource', { plan: id, activity: 'write' });
    expect(given.result).toMatchObject({
      amounts: { agent: 1, budget: 60 },
      from: '2026-06-01',
      until: '2026-06-02',
    });
    await expect(act('allocateResource', { plan: id, activity: 'write' })).rejects.toThrow(
      'all that it needs',
    );
    await expect(
      act('allocateResource', { plan: id, activity: 'write', resource: 'agent', amount: 1 }),
    ).rejects.toThrow('On 2026-06-01, 2 of 2 agents at work are committed: write can be given 0 at most.');
    await expect(
      act('allocateResource', { plan: id, activity: 'send', resource: 'budget', amount: 41 }),
    ).rejects.toThrow('send can be given 40 at most');
    await act('allocateResource', { plan: id, activity: 'send', resource: 'agent', amount: 2 });
    const { plans } = (await utilization()) as { plans: { resources: object[] }[] };
    expect(plans[0]?.resources).toEqual([
      {
        resource: 'agent',
        unit: 'agents at work',
        capacity: 2,
        share: 0.9,
        peak: 2,
        spans: [
          { on: '2026-06-01', until: '2026-06-01', committed: 2, allocated: 1 },
          { on: '2026-06-02', until: '2026-06-02', committed: 1, allocated: 1 },
          { on: '2026-06-03', until: '2026-06-05', committed: 2, allocated: 2 },
        ],
      },
      expect.objectContaining({ resource: 'budget', share: 1, peak: 100 }),
    ]);
    await expect(
      act('allocateResource', { plan: id, activity: 'send', resource: 'storage', amount: 1 }),
    ).rejects.toMatchObject({
      fields: [{ path: 'body.resource', message: 'storage is no resource of this plan.' }],
    });
    expect(told()).toEqual(['RESOURCE_ALLOCATED', 'RESOURCE_ALLOCATED']);
  });

  it('are added up where an activity is given more, and nothing is not given', async () => {
    const { act, plan } = await world('more');
    const { id } = await act('createPlan', { ...TWO, capacities: { agent: 4, budget: 100 } });
    const give = (amount: number) =>
      act('allocateResource', { plan: id, activity: 'write', resource: 'agent', amount });
    await expect(give(0)).rejects.toThrow();
    for (let n = 0; n < 3; n++) await give(1);
    expect((await plan(id)).allocations).toEqual([{ activity: 'write', resource: 'agent', amount: 3 }]);
    await expect(give(2)).rejects.toThrow('write can be given');
  });

  it('are given to one of two who ask for the last at once', async () => {
    const { act, plan } = await world('race');
    const activities = ['a', 'b', 'c'].map((id) => ({ id, days: 1 }));
    const { id } = await act('createPlan', { title: 'P', capacities: { agent: 2 }, activities });
    const asks = activities.map((each) =>
      act('allocateResource', { plan: id, activity: each.id, resource: 'agent', amount: 1 }),
    );
    const done = await Promise.allSettled(asks);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await plan(id)).allocations).toHaveLength(2);
  });
});

it('a timeline is planned anew from today: what has begun goes on, and what is late moves the rest', async () => {
  const { act, pass, plan } = await world('anew');
  const { id } = await act('createPlan', TWO);
  const task = await act('assignTask', toAnn(id, 'write'));
  pass(2 * DAY);
  await act('reportProgress', { percent: 50 }, { id: task.id });
  pass(DAY);
  const made = await act('optimizeTimeline', {}, { id });
  expect((made.result as unknown as Plan).activities.map(({ on, until }) => [on, until])).toEqual([
    ['2026-06-03', '2026-06-04'],
    ['2026-06-05', '2026-06-07'],
  ]);
  expect((await plan(id)).optimized).toMatchObject({ before: 7, after: 7, bound: 7 });
});

it('a task of which all is said to be done is completed, unless something else is said', async () => {
  const { act, activity } = await world('hundred');
  const { id } = await act('createPlan', TWO);
  const task = await act('assignTask', toAnn(id, 'write'));
  const looked = await act('reportProgress', { percent: 100, status: 'in_review' }, { id: task.id });
  expect([looked.state, (looked.result as unknown as Task).percent]).toEqual(['in_review', 100]);
  expect((await act('reportProgress', { percent: 100 }, { id: task.id })).state).toBe('completed');
  expect(await activity(id, 'write')).toMatchObject({ status: 'completed', endedOn: '2026-06-01' });
  const next = await act('assignTask', toAnn(id, 'send'));
  expect((await act('reportProgress', { percent: 99 }, { id: next.id })).state).toBe('in_progress');
});

describe('a plan that is late', () => {
  it('says by how much when somebody says how far it is, and no more once that is caught up', async () => {
    const { act, pass, plan } = await world('latenow');
    const { id } = await act('createPlan', TWO);
    expect((await plan(id)).late).toBeNull();
    const task = await act('assignTask', toAnn(id, 'write'));
    pass(4 * DAY);
    await act('reportProgress', { percent: 50 }, { id: task.id });
    expect((await plan(id)).late).toEqual({
      days: 3,
      plannedEnd: '2026-06-05',
      says: 'It is 3 days late: it was to end on 2026-06-05, and ends on 2026-06-08 at best.',
    });
    await act('reportProgress', { percent: 100 }, { id: task.id });
    expect((await plan(id)).late).toMatchObject({ days: 3 });
    const last = await act('assignTask', toAnn(id, 'send'));
    await act('reportProgress', { percent: 100 }, { id: last.id });
    expect((await plan(id)).late).toBeNull();
  });

  it('says so by itself when a day has passed of which nobody said anything, until it is forgotten', async () => {
    const { act, pass, plan, review, work } = await world('lateself');
    const { id } = await act('createPlan', TWO);
    expect((await work(id)).dueAt).toBe('2026-06-03T00:00:00.000Z');
    pass(2 * DAY);
    await review();
    expect((await plan(id)).late).toMatchObject({ days: 2, plannedEnd: '2026-06-05' });
    expect((await work(id)).dueAt).toBe('2026-06-05T00:00:00.000Z');
    pass(2 * DAY);
    await review();
    expect((await plan(id)).late).toMatchObject({ days: 4 });
    pass(90 * DAY);
    await review();
    expect((await plan(id)).late).toMatchObject({ days: 94 });
    expect((await work(id)).dueAt).toBeUndefined();
  });
});

it('nothing of another workspace is planned, assigned, given or shown', async () => {
  const tables = openMemory();
  const theirs = await world('theirs', tables);
  const { id } = await theirs.act('createPlan', TWO);
  const task = await theirs.act('assignTask', toAnn(id, 'write'));
  const { act, utilization } = await world('ours', tables);
  const missing = { code: 'NOT_FOUND' };
  await expect(act('assignTask', toAnn(id, 'send'))).rejects.toMatchObject(missing);
  await expect(act('allocateResource', { plan: id, activity: 'send' })).rejects.toMatchObject(missing);
  await expect(act('optimizeTimeline', {}, { id })).rejects.toMatchObject(missing);
  await expect(act('reportProgress', { percent: 1 }, { id: task.id })).rejects.toMatchObject(missing);
  await expect(utilization({ plan: id })).rejects.toMatchObject(missing);
  expect(await utilization()).toEqual({ plans: [] });
  const sends = { domain: 'theirs.example', count: 1 };
  await expect(act('createPlan', { title: 'P', activities: [{ id: 'a', sends }] })).rejects.toMatchObject({
    fields: [expect.objectContaining({ path: 'body.activities.0.sends.domain' })],
  });
});
