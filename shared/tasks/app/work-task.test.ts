import { describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { BEN, openTasks, RUNS } from '../../../test/memory/tasks.ts';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { decideTask } from './decide-task.ts';

const tasks = taskSettingsSchema.parse(RUNS.tasks);
const running = () => openTasks({ tasks });
const alertsOf = async ({ ports }: Awaited<ReturnType<typeof openTasks>>) =>
  (await ports.alerts.list(WORKSPACE, { limit: 10 })).alerts;

describe('workTask', () => {
  it('does what may run by itself, once, with how things were before and after', async () => {
    const rex = await running();
    const { id } = await rex.create();
    expect(await rex.work(id)).toMatchObject({
      status: 'completed',
      attempts: 1,
      providerId: 'home',
      deliverableUrl: 'https://pages.example/home',
      decision: { verdict: 'run', rule: 'all' },
    });
    await rex.work(id);
    expect(rex.pages.written).toEqual(['home=Hello']);
    const snapshots = await rex.ports.tasks.snapshots({ workspace: WORKSPACE, id });
    expect(snapshots.map(({ when, state }) => [when, state])).toEqual([
      ['before', 'Welcome'],
      ['after', 'Hello'],
    ]);
    const told = rex.told().filter(({ name }) => name === 'task.changed');
    expect(told.toSorted((a, b) => a.sequence - b.sequence).map(({ data }) => data['change'])).toEqual([
      'create',
      'claim',
      'complete',
    ]);
  });

  it('asks about the rest, and does exactly what was approved', async () => {
    const rex = await openTasks();
    const { id } = await rex.create();
    const { approvalId = '', status } = await rex.work(id);
    expect(status).toBe('awaiting_approval');
    const approval = await rex.ports.approvals.get(WORKSPACE, approvalId);
    expect(approval).toMatchObject({
      subject: 'task',
      effect: { changes: [{ before: 'Welcome', after: 'Hello' }] },
    });
    await rex.work(id);
    expect(rex.pages.written).toEqual([]);
    await decideTask(
      rex.deps,
      { workspace: WORKSPACE, id: approvalId },
      { outcome: 'approved', digest: approval?.digest ?? '', cause: BEN },
    );
    expect(await rex.work(id)).toMatchObject({ status: 'completed', approvedBy: 'ben' });
  });

  it('asks again when what it would do has changed since it was approved', async () => {
    const rex = await openTasks();
    const { id } = await rex.create();
    const first = await rex.work(id);
    const approval = await rex.ports.approvals.get(WORKSPACE, first.approvalId ?? '');
    await decideTask(
      rex.deps,
      { workspace: WORKSPACE, id: first.approvalId ?? '' },
      { outcome: 'approved', digest: approval?.digest ?? '', cause: BEN },
    );
    rex.pages.titles.set('home', 'Somebody else');
    const second = await rex.work(id);
    expect(second).toMatchObject({
      status: 'awaiting_approval',
      error: expect.stringContaining('has changed'),
    });
    expect(second.approvalId).not.toBe(first.approvalId);
    expect(rex.pages.written).toEqual([]);
  });

  it('takes silence for a no', async () => {
    const rex = await openTasks();
    const { id } = await rex.create();
    await rex.work(id);
    rex.pass(7 * DAY);
    expect(await rex.work(id)).toMatchObject({
      status: 'escalated',
      error: expect.stringContaining('Nobody decided'),
    });
  });

  it('does what a rule of the workspace forbids in no way', async () => {
    const rex = await openTasks({
      tasks: taskSettingsSchema.parse({
        policy: [
          {
            id: 'no-titles',
            when: { effect: ['test.title'] },
            verdict: 'forbid',
            because: 'Titles are ours.',
          },
        ],
      }),
    });
    const { id } = await rex.create();
    expect(await rex.work(id)).toMatchObject({
      status: 'rejected',
      rejectedBy: 'policy:no-titles',
      rejectedReason: 'Titles are ours.',
    });
  });

  it('tries again later and later, and escalates to a person after the third time', async () => {
    const rex = await running();
    const { id } = await rex.create();
    rex.pages.next = ['down', 'down', 'down'];
    expect(await rex.work(id)).toMatchObject({
      status: 'new',
      attempts: 1,
      lookAt: '2026-03-05T12:02:00.000Z',
    });
    await rex.work(id);
    rex.pass(2 * MINUTE);
    expect(await rex.work(id)).toMatchObject({
      status: 'new',
      attempts: 2,
      lookAt: '2026-03-05T12:06:00.000Z',
    });
    rex.pass(4 * MINUTE);
    expect(await rex.work(id)).toMatchObject({
      status: 'escalated',
      attempts: 3,
      error: 'The server is down.',
    });
    expect(await alertsOf(rex)).toMatchObject([{ type: 'task-failed', count: 1 }]);
    expect(rex.pages.written).toEqual([]);
  });

  it('fails at once what can never succeed', async () => {
    const rex = await running();
    const { id } = await rex.create();
    rex.pages.next = ['refuse'];
    expect(await rex.work(id)).toMatchObject({ status: 'failed', error: 'The server takes no titles.' });
  });

  it('never repeats what may have been done: a person finds out', async () => {
    const rex = await running();
    const { id } = await rex.create();
    rex.pages.next = ['lost'];
    expect(await rex.work(id)).toMatchObject({ status: 'escalated', outcomeUnknown: true });
    rex.pass(DAY);
    await rex.work(id);
    expect(rex.pages.written).toEqual(['home=Hello']);
    expect(await alertsOf(rex)).toMatchObject([{ severity: 'critical' }]);
  });

  it.each([
    ['finds it done', true, 'lost', { status: 'completed', outcomeUnknown: false }],
    ['finds that it was not done, and does it', true, undefined, { status: 'completed', attempts: 2 }],
    [
      'leaves it to a person where the provider cannot be asked',
      false,
      'lost',
      { status: 'escalated', outcomeUnknown: true },
    ],
  ] as const)('after a death between claim and answer it %s', async (_, tells, what, end) => {
    const rex = await running();
    rex.pages.tells = tells;
    const { id } = await rex.create();
    const dead = {
      ...rex.deps,
      handlers: new Map(
        [...rex.deps.handlers].map(([type, handler]) => [
          type,
          {
            ...handler,
            perform: async (...of: Parameters<typeof handler.perform>) => {
              if (what === 'lost') await handler.perform(...of);
              throw new Error('The process dies here.');
            },
          },
        ]),
      ),
    };
    await expect(rex.work(id, dead)).rejects.toThrow('dies');
    expect(await rex.read(id)).toMatchObject({ status: 'in_progress' });
    await rex.work(id);
    expect(await rex.read(id)).toMatchObject({ status: 'in_progress' });
    rex.pass(5 * MINUTE);
    await rex.work(id);
    expect(await rex.work(id)).toMatchObject(end);
    expect(rex.pages.written).toEqual(['home=Hello']);
  });

  it('does nothing in a pause, not even what was planned before it', async () => {
    const rex = await running();
    const { id } = await rex.create();
    await rex.changeSettings({ paused: true });
    expect(await rex.work(id)).toMatchObject({ status: 'new', attempts: 0 });
    await rex.changeSettings({ paused: false });
    const handlers = new Map(
      [...rex.deps.handlers].map(([type, handler]) => [
        type,
        {
          ...handler,
          plan: async (...of: Parameters<typeof handler.plan>) => {
            const planned = await handler.plan(...of);
            await rex.changeSettings({ paused: true });
            return planned;
          },
        },
      ]),
    );
    expect(await rex.work(id, { handlers })).toMatchObject({ status: 'new', attempts: 0 });
    expect(rex.pages.written).toEqual([]);
    await rex.changeSettings({ paused: false });
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
  });

  it('keeps within the limits of the day, also when two executors race, and goes on the next day', async () => {
    const rex = await openTasks({ tasks: { ...tasks, limits: { ...tasks.limits, social: 3 } } });
    const made = [];
    for (let n = 0; n < 6; n++) made.push(await rex.create({ page: `p${n}`, title: 'Hi', limit: 'social' }));
    await Promise.all([...made, ...made].map(({ id }) => rex.work(id)));
    expect(rex.pages.written).toHaveLength(3);
    const day = await rex.ports.tasks.day(WORKSPACE, '2026-03-05');
    expect(day).toMatchObject({ executor: 3, social: 3 });
    const waiting = (await Promise.all(made.map(({ id }) => rex.read(id)))).filter(
      ({ status }) => status === 'new',
    );
    expect(waiting).toHaveLength(3);
    for (const { lookAt, error, attempts } of waiting)
      expect([lookAt, attempts, error]).toEqual([
        '2026-03-06T00:00:00.000Z',
        0,
        expect.stringContaining('tasks.limits.social'),
      ]);
    expect(await alertsOf(rex)).toMatchObject([{ type: 'task-limit', cause: 'task-limit social' }]);
    rex.pass(12 * HOUR);
    for (const { id } of waiting) await rex.work(id);
    expect(rex.pages.written).toHaveLength(6);
  });

  it('gives the room back when nothing was done', async () => {
    const rex = await openTasks({ tasks: { ...tasks, limits: { ...tasks.limits, newsletter: 1 } } });
    const { id } = await rex.create({ page: 'home', title: 'Hello', limit: 'newsletter' });
    rex.pages.next = ['down'];
    await rex.work(id);
    rex.pass(2 * MINUTE);
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
    expect(await rex.ports.tasks.day(WORKSPACE, '2026-03-05')).toMatchObject({ newsletter: 1, executor: 2 });
  });

  it.each([
    ['this deployment', {}, {}, { dryRun: true }],
    ['the workspace', { dryRun: true }, {}, {}],
    ['mission m_', {}, { mission: true }, {}],
    ['the task', {}, { dryRun: true }, {}],
  ])(
    'only rehearses in a dry run of %s, keeps what would have happened, and asks nobody',
    async (whose, settings, { mission, ...change }: { mission?: boolean; dryRun?: boolean }, deps) => {
      for (const { verdict, policy } of [
        { verdict: 'run', policy: { tasks } },
        { verdict: 'ask', policy: {} },
      ]) {
        const rex = await openTasks({ ...policy, ...settings });
        const of = mission ? { missionId: (await rex.mission({ params: { dryRun: true } })).id } : {};
        const { id } = await rex.create(undefined, { ...change, ...of });
        const rehearsed = await rex.work(id, deps);
        expect(rehearsed.approvalId).toBeUndefined();
        expect(rehearsed).toMatchObject({
          status: 'completed',
          dryRun: true,
          dryRunOf: expect.stringContaining(whose),
          decision: { verdict },
          effect: { changes: [{ after: 'Hello' }] },
        });
        expect((await rex.ports.approvals.list(WORKSPACE, { limit: 10 })).approvals).toEqual([]);
        expect(rex.pages.written).toEqual([]);
        expect(rex.logged).toEqual([expect.stringMatching(/^\[DRY RUN\] /)]);
      }
    },
  );

  it('rehearses what waits for approval when the workspace has become dry and it is approved', async () => {
    const rex = await openTasks();
    const { id } = await rex.create();
    const { approvalId = '' } = await rex.work(id);
    await rex.changeSettings({ dryRun: true });
    const { digest = '' } = (await rex.ports.approvals.get(WORKSPACE, approvalId)) ?? {};
    await decideTask(
      rex.deps,
      { workspace: WORKSPACE, id: approvalId },
      { outcome: 'approved', digest, cause: BEN },
    );
    expect(await rex.work(id)).toMatchObject({ status: 'completed', dryRun: true });
    expect(rex.pages.written).toEqual([]);
  });

  it('says what keeps a task that nobody can do', async () => {
    const rex = await running();
    const { id } = await rex.create();
    expect(await rex.work(id, { handlers: new Map() })).toMatchObject({
      status: 'failed',
      error: 'No handler does tasks of type test.title.',
    });
  });
});
