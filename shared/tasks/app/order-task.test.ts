import { describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN, openTasks } from '../../../test/memory/tasks.ts';
import { orderTask } from './order-task.ts';

async function open() {
  const rex = await openTasks();
  const order = (missionId: string, workspace = WORKSPACE) =>
    orderTask(rex.deps, {
      workspace,
      body: {
        type: 'test.title',
        title: 'A title',
        priority: 'normal',
        dryRun: false,
        payload: { page: 'home', title: 'x' },
        missionId,
      },
      idempotencyKey: undefined,
      cause: ANN,
    });
  return { ...rex, order };
}

describe('orderTask', () => {
  it('takes a mission of the workspace, whose dry run holds for the task', async () => {
    const rex = await open();
    const { id } = await rex.mission({ params: { dryRun: true } });
    const task = await rex.order(id);
    expect(await rex.work(task.id)).toMatchObject({ missionId: id, dryRun: true, status: 'completed' });
    expect(rex.pages.written).toEqual([]);
  });

  it('refuses one that is not there, and stores nothing: it would not be a rehearsal', async () => {
    const rex = await open();
    const { id } = await rex.mission({ params: { dryRun: true } });
    const before = rex.records();
    const refused = { code: 'VALIDATION_FAILED', fields: [{ path: 'body.missionId' }] };
    await expect(rex.order('m_01jd8w5gk3q4v6x8z0a2c4e6g8')).rejects.toMatchObject(refused);
    await expect(rex.order(id, 'beta')).rejects.toMatchObject(refused);
    expect(rex.records()).toEqual(before);
  });
});
