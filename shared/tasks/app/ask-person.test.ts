import { expect, it } from 'vitest';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { BEN, openTasks, RUNS } from '../../../test/memory/tasks.ts';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { DAY } from '../../kernel/clock.ts';
import { derivedId } from '../../kernel/ids.ts';
import { askPerson, seenDone } from './ask-person.ts';
import { cancelTask, completeTask, retryTask } from './change-task.ts';

const NOW = new Date('2026-03-05T12:00:00.000Z');
const ID = derivedId('t', NOW, 'renew');
const REF = { workspace: WORKSPACE, id: ID };
const ASKED = { ...REF, title: 'Renew it', description: 'Get a new one.', payload: { connection: 'con' } };
const open = () => openTasks({ tasks: taskSettingsSchema.parse(RUNS.tasks) });

it('a person is asked once, at once, and no handler takes it', async () => {
  const rex = await open();
  await Promise.all([askPerson(rex.deps, ASKED), askPerson(rex.deps, ASKED)]);
  await askPerson(rex.deps, { ...ASKED, title: 'Another title' });
  const asked = { type: 'person.do', status: 'escalated', priority: 'urgent', title: 'Renew it' };
  expect((await rex.ports.tasks.list(WORKSPACE, { limit: 10 })).tasks).toMatchObject([asked]);
  rex.pass(30 * DAY);
  expect(await rex.work(ID)).toMatchObject({ ...asked, attempts: 0 });
  expect(await rex.ports.tasks.due(rex.ports.clock.now())).toEqual([]);
});

it.each([
  [
    'a person',
    (deps: Parameters<typeof completeTask>[0]) => completeTask(deps, REF, 'I did.', BEN),
    { by: 'ben' },
  ],
  [
    'Rex, which has seen it',
    (deps: Parameters<typeof seenDone>[0]) => seenDone(deps, REF, 'It works.'),
    { because: 'It works.' },
  ],
] as const)('is over when %s says so, and stays over', async (_, end, result) => {
  const rex = await open();
  await seenDone(rex.deps, REF, 'Nobody was asked yet.');
  await askPerson(rex.deps, ASKED);
  await end(rex.deps);
  await seenDone(rex.deps, REF, 'Too late.');
  await askPerson(rex.deps, ASKED);
  expect(await rex.read(ID)).toMatchObject({ status: 'completed', result });
});

it('what Rex does itself is completed by nobody, and what a person does is not retried', async () => {
  const rex = await open();
  await askPerson(rex.deps, ASKED);
  await expect(retryTask(rex.deps, REF, BEN)).rejects.toMatchObject({ code: 'CONFLICT' });
  const own = await rex.create();
  await expect(
    completeTask(rex.deps, { workspace: WORKSPACE, id: own.id }, undefined, BEN),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
});

it.each([
  [
    'retried',
    async (rex: Awaited<ReturnType<typeof open>>, id: string) =>
      retryTask(rex.deps, { workspace: WORKSPACE, id }, BEN),
  ],
  [
    'cancelled',
    async (rex: Awaited<ReturnType<typeof open>>, id: string) =>
      cancelTask(rex.deps, { workspace: WORKSPACE, id }, 'No need.', BEN),
  ],
] as const)('an escalated task asks a person, until it is %s', async (_, goOn) => {
  const rex = await open();
  const { id } = await rex.create();
  rex.pages.next = ['down', 'down', 'down'];
  for (let n = 0; n < 3; n++) {
    await rex.work(id);
    rex.pass(DAY);
  }
  const { personTaskId = '' } = await rex.read(id);
  expect(await rex.read(personTaskId)).toMatchObject({
    type: 'person.do',
    status: 'escalated',
    payload: { about: id },
    error: 'The server is down.',
  });
  await goOn(rex, id);
  expect(await rex.read(personTaskId)).toMatchObject({ status: 'completed' });
});
