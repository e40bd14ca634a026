import { describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { BEN, openTasks, RUNS } from '../../../test/memory/tasks.ts';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { newTrackRecord } from '../../autonomy/domain/track-record.ts';
import { cancelTask } from './change-task.ts';
import { undoTask } from './undo-task.ts';

const tasks = taskSettingsSchema.parse(RUNS.tasks);
const ref = (id: string) => ({ workspace: WORKSPACE, id });

async function done() {
  const rex = await openTasks({ tasks });
  const { id } = await rex.create();
  await rex.work(id);
  return { ...rex, id };
}

describe('undoTask', () => {
  it('takes back what was done, once, however often it is asked for', async () => {
    const rex = await done();
    const back = await undoTask(rex.deps, ref(rex.id), BEN);
    expect(await rex.work(back.id)).toMatchObject({ status: 'completed', undoes: rex.id });
    expect((await undoTask(rex.deps, ref(rex.id), BEN)).id).toBe(back.id);
    await rex.work(back.id);
    expect(rex.pages.written).toEqual(['home=Hello', 'home=Welcome']);
  });

  it('can be asked for again after an undo that was cancelled', async () => {
    const rex = await done();
    const first = await undoTask(rex.deps, ref(rex.id), BEN);
    await cancelTask(rex.deps, ref(first.id), 'By mistake.', BEN);
    const second = await undoTask(rex.deps, ref(rex.id), BEN);
    expect(second.id).not.toBe(first.id);
    expect((await undoTask(rex.deps, ref(rex.id), BEN)).id).toBe(second.id);
    expect(await rex.work(second.id)).toMatchObject({ status: 'completed' });
    expect(rex.pages.written).toEqual(['home=Hello', 'home=Welcome']);
  });

  it('leaves alone what somebody else has changed since, and can be tried again', async () => {
    const rex = await done();
    rex.pages.titles.set('home', 'Somebody else');
    const back = await undoTask(rex.deps, ref(rex.id), BEN);
    expect(await rex.work(back.id)).toMatchObject({ status: 'failed', error: 'home was changed since.' });
    expect(rex.pages.titles.get('home')).toBe('Somebody else');
    rex.pages.titles.set('home', 'Hello');
    await undoTask(rex.deps, ref(rex.id), BEN);
    expect(await rex.work(back.id)).toMatchObject({ status: 'completed' });
  });

  it('says of what was only rehearsed that nothing was done', async () => {
    const rex = await openTasks({ tasks });
    const { id } = await rex.create(undefined, { dryRun: true });
    await rex.work(id);
    await expect(undoTask(rex.deps, ref(id), BEN)).rejects.toThrow('It was rehearsed');
  });

  it('takes what its agent had earned as soon as it is asked for, whatever becomes of it', async () => {
    const rex = await done();
    const key = { workspace: WORKSPACE, agent: 'tester', effect: 'test.title', segment: 'pages' };
    await rex.ports.trackRecords.save({ ...newTrackRecord(key), evidence: 20 }, 'absent');
    rex.pages.titles.set('home', 'Somebody else');
    await undoTask(rex.deps, ref(rex.id), BEN);
    expect(await rex.ports.trackRecords.get(key)).toMatchObject({
      evidence: 1,
      lostBecause: `ben undid task ${rex.id}.`,
    });
  });

  it('refuses what is not done, and what cannot be undone', async () => {
    const rex = await done();
    const { id: open } = await rex.create();
    await expect(undoTask(rex.deps, ref(open), BEN)).rejects.toMatchObject({ code: 'CONFLICT' });
    const back = await undoTask(rex.deps, ref(rex.id), BEN);
    await rex.work(back.id);
    await expect(undoTask(rex.deps, ref(back.id), BEN)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(undoTask(rex.deps, { workspace: 'beta', id: rex.id }, BEN)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
