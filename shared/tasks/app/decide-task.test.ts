import { describe, expect, it } from 'vitest';
import { dying } from '../../../test/memory/meanwhile.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN, BEN, openTasks } from '../../../test/memory/tasks.ts';
import { revokeAutonomy } from '../../autonomy/app/change-autonomy.ts';
import { listAutonomy } from '../../autonomy/app/list-autonomy.ts';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { approvalOfTask, decideOnTask } from './approval-of-task.ts';
import { editTask } from './change-task.ts';
import { undoTask } from './undo-task.ts';

const ref = (id: string) => ({ workspace: WORKSPACE, id });
const KEY = { workspace: WORKSPACE, agent: 'tester', effect: 'test.title', segment: 'pages' };
const NO_CHECKS = { tasks: taskSettingsSchema.parse({ earned: { spotChecks: 0 } }) };

async function asked() {
  const rex = await openTasks(NO_CHECKS);
  let n = 0;
  const ask = async (): Promise<string> => {
    const { id } = await rex.create({ page: 'home', title: `Title ${++n}` });
    await rex.work(id);
    return id;
  };
  const approve = async (id: string, by: typeof ANN | typeof BEN = BEN) => {
    const { digest } = await approvalOfTask(rex.deps, ref(id));
    return decideOnTask(rex.deps, ref(id), { outcome: 'approved', digest: digest ?? '' }, by);
  };
  const record = () => rex.ports.trackRecords.get(KEY);
  return { ...rex, ask, approve, record };
}

describe('a decision on a task', () => {
  it('is made once: a repeat changes nothing, another one is refused', async () => {
    const rex = await asked();
    const id = await rex.ask();
    await rex.approve(id);
    await rex.approve(id);
    expect(await rex.record()).toMatchObject({ decided: 1, unchanged: 1, version: 1 });
    await expect(rex.approve(id, ANN)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      decideOnTask(rex.deps, ref(id), { outcome: 'rejected', reason: 'No.' }, BEN),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('binds exactly what was seen', async () => {
    const rex = await asked();
    const id = await rex.ask();
    await expect(
      decideOnTask(rex.deps, ref(id), { outcome: 'approved', digest: 'other' }, BEN),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'body.digest' }],
    });
    expect(await rex.read(id)).toMatchObject({ status: 'awaiting_approval' });
  });

  it('ends a task that is rejected, with the reason', async () => {
    const rex = await asked();
    const id = await rex.ask();
    await decideOnTask(rex.deps, ref(id), { outcome: 'rejected', reason: 'Not our tone.' }, BEN);
    expect(await rex.work(id)).toMatchObject({
      status: 'rejected',
      rejectedBy: 'ben',
      rejectedReason: 'Not our tone.',
    });
    expect(rex.pages.written).toEqual([]);
  });

  it('is found by the executor when its message was lost', async () => {
    const rex = await asked();
    const id = await rex.ask();
    const { digest } = await approvalOfTask(rex.deps, ref(id));
    const taskQueue = dying(rex.deps.taskQueue, 'send');
    await expect(
      decideOnTask({ ...rex.deps, taskQueue }, ref(id), { outcome: 'approved', digest: digest ?? '' }, BEN),
    ).rejects.toThrow('dies');
    expect(await rex.ports.tasks.due(rex.ports.clock.now())).toEqual([ref(id)]);
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
  });
});

describe('earned autonomy', () => {
  it('comes from effects that others approve unchanged, and then such tasks run by themselves', async () => {
    const rex = await asked();
    for (let n = 0; n < 32; n++) await rex.approve(await rex.ask());
    const id = await rex.ask();
    expect(await rex.read(id)).toMatchObject({ status: 'completed', decision: { rule: 'earned' } });
    expect(await rex.record()).toMatchObject({ ran: 1, decided: 32 });
    const { autonomy } = await listAutonomy(rex.deps, WORKSPACE, NO_CHECKS.tasks.earned);
    expect(autonomy).toMatchObject([{ byItself: true, stillNeeded: 0, agent: 'tester' }]);
  });

  it('is not said of what a member has approved, also when that approval is what earned it', async () => {
    const rex = await asked();
    for (let n = 0; n < 31; n++) await rex.approve(await rex.ask());
    const last = await rex.ask();
    await rex.approve(last);
    expect(await rex.work(last)).toMatchObject({
      status: 'completed',
      approvedBy: 'ben',
      decision: { verdict: 'ask', rule: 'default' },
    });
    expect(await rex.record()).toMatchObject({ ran: 0, decided: 32 });
  });

  it('does not grow by what a member edited, rejected, or had asked for', async () => {
    const rex = await asked();
    const edited = await rex.ask();
    await editTask(rex.deps, ref(edited), { page: 'home', title: 'Mine' }, BEN);
    await rex.work(edited);
    await rex.approve(edited);
    expect(await rex.record()).toMatchObject({ decided: 1, unchanged: 0 });
    const own = await rex.ask();
    await rex.approve(own, ANN);
    expect(await rex.record()).toMatchObject({ decided: 1 });
    await decideOnTask(rex.deps, ref(await rex.ask()), { outcome: 'rejected', reason: 'No.' }, BEN);
    const record = await rex.record();
    expect(record).toMatchObject({ decided: 2, unchanged: 0 });
    expect(record?.evidence).toBeCloseTo(0.01);
  });

  it('is lost at once by an undo, and by a member who takes it back', async () => {
    const rex = await asked();
    for (let n = 0; n < 32; n++) await rex.approve(await rex.ask());
    const done = await rex.ask();
    const back = await undoTask(rex.deps, ref(done), BEN);
    expect(await rex.work(back.id)).toMatchObject({ status: 'completed', decision: { rule: 'undo' } });
    expect(await rex.read(done)).toMatchObject({ undoneBy: back.id });
    expect(await rex.record()).toMatchObject({ evidence: 1, lostBecause: `ben undid task ${done}.` });
    expect(await rex.read(await rex.ask())).toMatchObject({ status: 'awaiting_approval' });
    await revokeAutonomy(rex.deps, KEY, 'ben');
    for (let n = 0; n < 40; n++) await rex.approve(await rex.ask());
    expect(await rex.read(await rex.ask())).toMatchObject({ status: 'awaiting_approval' });
  });
});
