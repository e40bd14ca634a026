import { describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN, BEN, openTasks, RUNS } from '../../../test/memory/tasks.ts';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { approvalOfTask, decideOnTask } from './approval-of-task.ts';
import { cancelTask, editTask, resolveTask, retryTask } from './change-task.ts';

const tasks = taskSettingsSchema.parse(RUNS.tasks);
const ref = (id: string) => ({ workspace: WORKSPACE, id });

describe('editTask', () => {
  it('voids what was asked, looks at it anew, and asks again', async () => {
    const rex = await openTasks();
    const { id } = await rex.create();
    const { approvalId: first = '' } = await rex.work(id);
    await editTask(rex.deps, ref(id), { page: 'home', title: 'Good day' }, BEN);
    expect(await rex.ports.approvals.get(WORKSPACE, first)).toMatchObject({
      state: 'void',
      reason: 'ben changed the task.',
      taken: { by: 'ben', change: 'edit' },
    });
    const again = await rex.work(id);
    expect(again).toMatchObject({
      status: 'awaiting_approval',
      editedBy: 'ben',
      effect: { changes: [{ after: 'Good day' }] },
    });
    expect(again.approvalId).not.toBe(first);
    expect(rex.asked.tasks).toHaveLength(2);
  });

  it('takes only what the type takes, and names the field', async () => {
    const rex = await openTasks();
    const { id } = await rex.create();
    const before = rex.records();
    await expect(editTask(rex.deps, ref(id), { page: 'home' }, BEN)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.payload.title' }],
    });
    expect(rex.records()).toEqual(before);
  });

  it('mends what has failed, was rejected or needs a person, from the beginning', async () => {
    const rex = await openTasks({ tasks });
    const edit = (id: string) => editTask(rex.deps, ref(id), { page: 'home', title: 'Mended' }, BEN);
    rex.pages.next = ['refuse'];
    const { id: failed } = await rex.create();
    expect(await rex.work(failed)).toMatchObject({ status: 'failed', attempts: 1 });
    await edit(failed);
    expect(await rex.work(failed)).toMatchObject({ status: 'completed', attempts: 1, editedBy: 'ben' });

    const asking = await openTasks();
    const { id: rejected } = await asking.create();
    await asking.work(rejected);
    await decideOnTask(asking.deps, ref(rejected), { outcome: 'rejected', reason: 'No.' }, BEN);
    await editTask(asking.deps, ref(rejected), { page: 'home', title: 'Mended' }, BEN);
    const again = await asking.work(rejected);
    expect(again).toMatchObject({ status: 'awaiting_approval', effect: { changes: [{ after: 'Mended' }] } });
    expect(again.rejectedBy).toBeUndefined();

    rex.pages.next = ['lost'];
    rex.pages.tells = false;
    const { id: unclear } = await rex.create({ page: 'home', title: 'Unclear' });
    expect(await rex.work(unclear)).toMatchObject({ status: 'escalated', outcomeUnknown: true });
    await expect(edit(unclear)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('changes nothing that is done', async () => {
    const rex = await openTasks({ tasks });
    const { id } = await rex.create();
    await rex.work(id);
    await expect(editTask(rex.deps, ref(id), { page: 'home', title: 'x' }, BEN)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});

describe('cancelTask', () => {
  it('ends it and voids its approval, so that nobody can approve it any more', async () => {
    const rex = await openTasks();
    const { id } = await rex.create();
    await rex.work(id);
    await cancelTask(rex.deps, ref(id), 'Too late.', BEN);
    expect(await rex.work(id)).toMatchObject({ status: 'cancelled', error: 'Cancelled by ben: Too late.' });
    const digest =
      (await rex.ports.approvals.get(WORKSPACE, (await rex.read(id)).approvalId ?? ''))?.digest ?? '';
    await expect(decideOnTask(rex.deps, ref(id), { outcome: 'approved', digest }, ANN)).rejects.toMatchObject(
      { code: 'CONFLICT' },
    );
    await expect(cancelTask(rex.deps, ref(id), 'Again.', BEN)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('finds no task of another workspace', async () => {
    const rex = await openTasks();
    const { id } = await rex.create();
    await expect(cancelTask(rex.deps, { workspace: 'beta', id }, 'x', BEN)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('retryTask', () => {
  it('looks at once at what waits for a limit that was raised, with its approval', async () => {
    const limits = (email: number) => ({ tasks: taskSettingsSchema.parse({ limits: { email } }) });
    const rex = await openTasks(limits(0));
    const { id } = await rex.create({ page: 'home', title: 'Hello', limit: 'email' });
    await rex.work(id);
    await expect(retryTask(rex.deps, ref(id), BEN)).rejects.toMatchObject({ code: 'CONFLICT' });
    const { digest } = await approvalOfTask(rex.deps, ref(id));
    await decideOnTask(rex.deps, ref(id), { outcome: 'approved', digest: digest ?? '' }, BEN);
    expect((await rex.work(id)).error).toContain('tasks.limits.email');
    await rex.changeSettings(limits(1));
    expect(await rex.work(id)).toMatchObject({ status: 'new' });
    await retryTask(rex.deps, ref(id), BEN);
    expect(await rex.work(id)).toMatchObject({ status: 'completed', approvedBy: 'ben' });
    expect(rex.pages.written).toEqual(['home=Hello']);
  });

  it('refuses what nothing keeps back', async () => {
    const rex = await openTasks();
    const { id } = await rex.create(undefined, { dueAt: '2026-03-06T12:00:00.000Z' });
    await expect(retryTask(rex.deps, ref(id), BEN)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('begins from the start', async () => {
    const rex = await openTasks({ tasks });
    const { id } = await rex.create();
    rex.pages.next = ['refuse'];
    await rex.work(id);
    expect(await retryTask(rex.deps, ref(id), BEN)).toMatchObject({ status: 'new', attempts: 0 });
    expect(await rex.work(id)).toMatchObject({ status: 'completed', attempts: 1 });
  });

  it('does not repeat what may have been done', async () => {
    const rex = await openTasks({ tasks });
    const { id } = await rex.create();
    rex.pages.next = ['lost'];
    await rex.work(id);
    await expect(retryTask(rex.deps, ref(id), BEN)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(cancelTask(rex.deps, ref(id), 'Enough.', BEN)).rejects.toThrow('rex tasks resolve');
  });
});

describe('resolveTask', () => {
  it.each([
    ['done', { status: 'completed', outcomeUnknown: false, result: { foundBy: 'ben' } }],
    ['not_done', { status: 'failed', outcomeUnknown: false, error: 'ben found out that it was not done.' }],
  ] as const)('takes the word of a member that it was %s', async (outcome, end) => {
    const rex = await openTasks({ tasks });
    const { id } = await rex.create();
    rex.pages.next = ['lost'];
    await rex.work(id);
    expect(await resolveTask(rex.deps, ref(id), outcome, BEN)).toMatchObject(end);
    await expect(resolveTask(rex.deps, ref(id), outcome, BEN)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('asks nobody about what is known', async () => {
    const rex = await openTasks({ tasks });
    const { id } = await rex.create();
    rex.pages.next = ['refuse'];
    await rex.work(id);
    await expect(resolveTask(rex.deps, ref(id), 'not_done', BEN)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
