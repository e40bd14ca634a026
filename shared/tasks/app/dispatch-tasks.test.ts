import { describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { openTasks, RUNS } from '../../../test/memory/tasks.ts';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { HOUR } from '../../kernel/clock.ts';
import { dispatchTasks } from './dispatch-tasks.ts';
import { executorStatus } from './executor-status.ts';
import { listTasks, viewTask } from './view-task.ts';

const tasks = taskSettingsSchema.parse(RUNS.tasks);

describe('dispatchTasks', () => {
  it('takes what is due, ten at most, the most urgent first and the oldest of these', async () => {
    const rex = await openTasks({ tasks });
    const made = new Map<string, string>();
    for (const priority of ['low', 'normal', 'high', 'urgent'])
      for (let n = 1; n <= 4; n++) {
        made.set((await rex.create(undefined, { priority })).id, `${priority} ${n}`);
        rex.pass(1_000);
      }
    await rex.create(undefined, { priority: 'urgent', dueAt: '2026-03-05T18:00:00.000Z' });
    const taken = await dispatchTasks(rex.deps);
    expect(taken.map(({ id }) => made.get(id))).toEqual([
      'urgent 1',
      'urgent 2',
      'urgent 3',
      'urgent 4',
      'high 1',
      'high 2',
      'high 3',
      'high 4',
      'normal 1',
      'normal 2',
    ]);
    expect(rex.asked.tasks.slice(-10)).toEqual(taken);
  });

  it('takes none of a workspace that is paused, none at all when it is off, and those of one workspace when asked to', async () => {
    const rex = await openTasks({ tasks });
    await rex.create();
    expect(await dispatchTasks(rex.deps, 'beta')).toEqual([]);
    expect(await dispatchTasks({ ...rex.deps, enabled: false })).toEqual([]);
    await rex.changeSettings({ paused: true });
    expect(await dispatchTasks(rex.deps)).toEqual([]);
    await rex.changeSettings({ paused: false });
    expect(await dispatchTasks(rex.deps, WORKSPACE)).toHaveLength(1);
  });
});

describe('executorStatus', () => {
  it('says what the last run took, and what is left of the day', async () => {
    const rex = await openTasks({ tasks });
    expect(await executorStatus(rex.deps, WORKSPACE)).toMatchObject({
      status: 'running',
      last_run: null,
      dry_run: false,
    });
    const { id } = await rex.create({ page: 'home', title: 'Hello', limit: 'social' });
    await rex.create(undefined, { dueAt: '2026-03-06T18:00:00.000Z' });
    await dispatchTasks(rex.deps);
    await rex.work(id);
    const status = await executorStatus(rex.deps, WORKSPACE);
    expect(status).toMatchObject({
      last_run: { at: '2026-03-05T12:00:00.000Z', taken: 1 },
      counts: { new: 1, completed: 1, failed: 0 },
    });
    expect(status.limits).toEqual([
      { name: 'executor', used: 1, most: 720, left: 719 },
      { name: 'email', used: 0, most: 50, left: 50 },
      { name: 'social', used: 1, most: 20, left: 19 },
      { name: 'newsletter', used: 0, most: 1, left: 1 },
      { name: 'seoBulk', used: 0, most: 5, left: 5 },
    ]);
    rex.pass(24 * HOUR);
    expect((await executorStatus(rex.deps, WORKSPACE)).limits[0]).toMatchObject({ used: 0, left: 720 });
    await rex.changeSettings({ paused: true, dryRun: true });
    expect(await executorStatus(rex.deps, WORKSPACE)).toMatchObject({ status: 'paused', dry_run: true });
    expect(await executorStatus({ ...rex.deps, enabled: false }, WORKSPACE)).toMatchObject({
      status: 'disabled',
    });
  });
});

describe('viewTask and listTasks', () => {
  it('tell what happened, in order, and nothing of another workspace', async () => {
    const rex = await openTasks({ tasks });
    const { id } = await rex.create();
    await rex.work(id);
    const { explanation, undoable } = await viewTask(rex.deps, { workspace: WORKSPACE, id });
    expect(undoable).toBe(true);
    expect(explanation).toEqual([
      'ann created it at 2026-03-05T12:00:00.000Z for tester.',
      'It was to do this: The title of home becomes "Hello".',
      'It may run by itself (all): Everything may.',
      'It was tried once, last at 2026-03-05T12:00:00.000Z.',
      'It is done: https://pages.example/home',
    ]);
    await expect(viewTask(rex.deps, { workspace: 'beta', id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await listTasks(rex.deps, 'beta', { limit: 5 })).tasks).toEqual([]);
    expect((await listTasks(rex.deps, WORKSPACE, { limit: 5, status: 'completed' })).tasks).toMatchObject([
      { id },
    ]);
    expect((await listTasks(rex.deps, WORKSPACE, { limit: 5, status: 'failed' })).tasks).toEqual([]);
  });

  it('say what a task waits for', async () => {
    const rex = await openTasks();
    const { id } = await rex.create();
    const { approvalId } = await rex.work(id);
    const { explanation } = await viewTask(rex.deps, { workspace: WORKSPACE, id });
    expect(explanation.at(-1)).toContain(
      `It waits for approval ${approvalId} until 2026-03-12T12:00:00.000Z.`,
    );
    const off = await viewTask({ ...rex.deps, enabled: false }, { workspace: WORKSPACE, id });
    expect(off.explanation.at(-1)).toContain('ENABLE_AUTO_EXECUTION');
    await rex.changeSettings({ paused: true });
    const paused = await viewTask(rex.deps, { workspace: WORKSPACE, id });
    expect(paused.explanation.at(-1)).toContain('while the workspace is paused');
  });
});
