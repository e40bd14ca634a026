import { describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN, openTasks } from '../../../test/memory/tasks.ts';
import { createTask } from './create-task.ts';

const BODY = {
  type: 'test.title',
  title: 'A title',
  priority: 'normal',
  dryRun: false,
  payload: { page: 'home', title: 'x' },
} as const;

async function open() {
  const rex = await openTasks();
  const create = (body: object = {}, idempotencyKey?: string, workspace = WORKSPACE) =>
    createTask(rex.deps, { workspace, body: { ...BODY, ...body }, idempotencyKey, cause: ANN });
  return { ...rex, create };
}

describe('createTask', () => {
  it('queues what is due at once, and leaves the rest to its time', async () => {
    const rex = await open();
    const { id } = await rex.create();
    const later = await rex.create({ dueAt: '2026-03-06T12:00:00.000Z' });
    expect(rex.asked.tasks).toEqual([{ workspace: WORKSPACE, id }]);
    expect(await rex.work(later.id)).toMatchObject({ status: 'new', version: 1 });
  });

  it('creates one task for one Idempotency-Key, and refuses the key for another', async () => {
    const rex = await open();
    const [a, b] = await Promise.all([rex.create({}, 'k'), rex.create({}, 'k')]);
    expect(b.id).toBe(a.id);
    await expect(rex.create({ title: 'Other' }, 'k')).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect((await rex.create({}, 'k', 'beta')).id).not.toBe(a.id);
  });

  it.each([
    [{ type: 'no.such' }, 'body.type', 'is none of test.title'],
    [{ dueAt: '9999-12-31T00:00:00.000Z' }, 'body.dueAt', 'more than a year'],
    [{ payload: { page: 'home', title: 1 } }, 'body.payload.title', 'expected string'],
    [{ payload: { page: 'home', title: 'x', other: 1 } }, 'body.payload', 'other'],
  ])('names what is wrong in %j, and stores nothing', async (body, path, message) => {
    const rex = await open();
    const before = rex.records();
    await expect(rex.create(body)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path, message: expect.stringContaining(message) }],
    });
    expect(rex.records()).toEqual(before);
  });
});
