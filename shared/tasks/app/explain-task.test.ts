import { describe, expect, it } from 'vitest';
import { dying } from '../../../test/memory/meanwhile.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN, BEN, openTasks, RUNS } from '../../../test/memory/tasks.ts';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { DAY, HOUR } from '../../kernel/clock.ts';
import { TASK_STATUSES } from '../contract/task.ts';
import type { Task } from '../domain/task.ts';
import { cancelTask, retryTask } from './change-task.ts';
import { decideTask } from './decide-task.ts';
import { undoTask } from './undo-task.ts';
import { viewTask } from './view-task.ts';

type World = Awaited<ReturnType<typeof openTasks>>;
const refOf = (id: string) => ({ workspace: WORKSPACE, id });
const runs = () => openTasks({ tasks: taskSettingsSchema.parse(RUNS.tasks) });
const asks = () => openTasks();

async function decide(
  rex: World,
  id: string,
  decision: { outcome: 'approved' | 'rejected'; reason?: string },
) {
  const { approvalId = '' } = await rex.read(id);
  const digest = (await rex.ports.approvals.get(WORKSPACE, approvalId))?.digest ?? '';
  const how = { ...decision, ...(decision.outcome === 'approved' ? { digest } : {}), cause: BEN };
  await decideTask(rex.deps, { workspace: WORKSPACE, id: approvalId }, how);
}

/** One way to each status and each reason to be in it: how it comes there, and what a person reads. */
const STATES: readonly (readonly [
  Task['status'],
  string,
  () => Promise<World>,
  (rex: World, id: string) => Promise<unknown>,
  RegExp,
])[] = [
  ['new', 'before its time', runs, async () => undefined, /^It is due at 2026-03-05T14/],
  [
    'new',
    'after a fault',
    runs,
    async (rex, id) => {
      rex.pass(2 * HOUR);
      rex.pages.next = ['down'];
      await rex.work(id);
    },
    /^The server is down\. It is looked at again at 2026/,
  ],
  [
    'new',
    'at the limit of the day',
    () => openTasks({ tasks: taskSettingsSchema.parse({ ...RUNS.tasks, limits: { executor: 0 } }) }),
    async (rex, id) => {
      rex.pass(2 * HOUR);
      await rex.work(id);
    },
    /^The limit of the day is reached: 0 \(tasks\.limits\.executor\)\. It is looked at again at 2026-03-06\S+; at once: "rex tasks retry t_\w+"\.$/,
  ],
  [
    'awaiting_approval',
    'as long as nobody decides',
    asks,
    async (rex, id) => {
      rex.pass(2 * HOUR);
      await rex.work(id);
    },
    /^It waits for approval a_\w+ until 2026-03-12\S+ To decide: "rex tasks approve t_\w+", or "rex tasks reject t_\w+ --reason TEXT"\.$/,
  ],
  [
    'in_progress',
    'after a death',
    runs,
    async (rex, id) => {
      rex.pass(2 * HOUR);
      const tasks = dying(rex.ports.tasks, 'save');
      await expect(rex.work(id, { tasks })).rejects.toThrow('dies');
    },
    /^It is being done; without an answer by 2026-03-05T14:05:00\.000Z the provider is asked\.$/,
  ],
  [
    'completed',
    'by itself',
    runs,
    async (rex, id) => {
      rex.pass(2 * HOUR);
      await rex.work(id);
    },
    /^It is done: https:\/\/pages\.example\/home$/,
  ],
  [
    'completed',
    'and undone',
    runs,
    async (rex, id) => {
      rex.pass(2 * HOUR);
      await rex.work(id);
      const back = await undoTask(rex.deps, refOf(id), BEN);
      await rex.work(back.id);
    },
    /^It is done: \S+ Task t_\w+ has undone it\.$/,
  ],
  [
    'failed',
    'for good',
    runs,
    async (rex, id) => {
      rex.pass(2 * HOUR);
      rex.pages.next = ['refuse'];
      await rex.work(id);
    },
    /^It has failed\. The server takes no titles\. .*"rex tasks retry t_\w+", or .*"rex tasks edit t_\w+ --payload FILE"\.$/,
  ],
  [
    'rejected',
    'by a person',
    asks,
    async (rex, id) => {
      rex.pass(2 * HOUR);
      await rex.work(id);
      await decide(rex, id, { outcome: 'rejected', reason: 'Not this title.' });
    },
    /^It is rejected, and nothing was done\./,
  ],
  [
    'rejected',
    'by a rule',
    () =>
      openTasks({
        tasks: taskSettingsSchema.parse({
          policy: [{ id: 'never', when: {}, verdict: 'forbid', because: 'No titles are changed.' }],
        }),
      }),
    async (rex, id) => {
      rex.pass(2 * HOUR);
      await rex.work(id);
    },
    /^It is rejected, and nothing was done\./,
  ],
  [
    'escalated',
    'because nobody decided',
    asks,
    async (rex, id) => {
      rex.pass(2 * HOUR);
      await rex.work(id);
      rex.pass(8 * DAY);
      await rex.work(id);
    },
    /^A person has to take it up\. .*"rex tasks retry t_\w+", or .*"rex tasks edit t_\w+ --payload FILE"; to leave it: "rex tasks cancel t_\w+ --reason TEXT"\.$/,
  ],
  [
    'escalated',
    'after the last try',
    runs,
    async (rex, id) => {
      rex.pages.next = ['down', 'down', 'down'];
      for (let tries = 0; tries < 3; tries++) {
        rex.pass(2 * HOUR);
        await rex.work(id);
      }
    },
    /^A person has to take it up\. The server is down\./,
  ],
  [
    'escalated',
    'without an answer',
    runs,
    async (rex, id) => {
      rex.pass(2 * HOUR);
      rex.pages.next = ['lost'];
      await rex.work(id);
    },
    /^A person has to find out what became of it\. It is not known whether .* run "rex tasks resolve t_\w{26}"\.$/,
  ],
  [
    'cancelled',
    'by a person',
    asks,
    (rex, id) => cancelTask(rex.deps, refOf(id), 'We do without.', BEN),
    /^It is cancelled, and nothing more is done\. .*We do without\./,
  ],
];

describe('a task says what it is, and what would let it go on', () => {
  it('in every status', () => {
    expect([...new Set(STATES.map(([status]) => status))].toSorted()).toEqual([...TASK_STATUSES].toSorted());
  });

  it.each(STATES)('%s, %s', async (status, _, open, act, says) => {
    const rex = await open();
    const dueAt = new Date(rex.ports.clock.now().getTime() + 2 * HOUR).toISOString();
    const { id } = await rex.create(undefined, { dueAt });
    await act(rex, id);
    const { explanation, status: is } = await viewTask(rex.deps, refOf(id));
    expect([is, explanation.at(-1)]).toEqual([status, expect.stringMatching(says)]);
    // And how it came there.
    expect(explanation[0]).toMatch(/^ann created it at 2026-03-05T12:00:00\.000Z for tester/);
  });

  it.each([
    [
      'a person',
      'ben rejected it: Not this title.',
      asks,
      { outcome: 'rejected', reason: 'Not this title.' },
    ],
    ['a person who approves', 'ben approved exactly this at ', asks, { outcome: 'approved' }],
  ] as const)('and who decided: %s', async (_, says, open, decision) => {
    const rex = await open();
    const { id } = await rex.create();
    await rex.work(id);
    await decide(rex, id, decision);
    expect((await viewTask(rex.deps, refOf(id))).explanation.join('\n')).toContain(says);
  });

  it('and what a person does about one that is theirs, naming the task that it is about', async () => {
    const rex = await runs();
    const { id } = await rex.create();
    rex.pages.next = ['lost'];
    await rex.work(id);
    const { personTaskId = '' } = await rex.read(id);
    const { explanation, description, payload } = await viewTask(rex.deps, refOf(personTaskId));
    expect(explanation.at(-1)).toMatch(
      new RegExp(
        `^A person does this\\..*"rex tasks resolve ${id}"\\..*"rex tasks complete ${personTaskId}"`,
      ),
    );
    expect(explanation.at(-1)).not.toContain('retry');
    expect({ description, payload }).toMatchObject({
      description: expect.stringContaining(id),
      payload: { about: id },
    });
  });

  it('and what it did, once it is done', async () => {
    const rex = await runs();
    const { id } = await rex.create();
    await rex.work(id);
    const told = (await viewTask(rex.deps, refOf(id))).explanation.join('\n');
    expect(told).toContain('It was to do this: ');
    expect(told).not.toContain('It would');
  });

  it('and that it was rehearsed, which does nothing', async () => {
    const rex = await runs();
    const { id } = await rex.create(undefined, { dryRun: true });
    await rex.work(id);
    expect((await viewTask(rex.deps, refOf(id))).explanation.at(-1)).toBe(
      'It was rehearsed: nothing was done outside, by the dry run of the task itself. To have it done, create it again without a dry run.',
    );
    expect(rex.pages.written).toEqual([]);
  });

  it('and what it was before is told no more once it goes on', async () => {
    const rex = await runs();
    const { id } = await rex.create();
    rex.pages.next = ['refuse'];
    await rex.work(id);
    await retryTask(rex.deps, refOf(id), ANN);
    expect((await viewTask(rex.deps, refOf(id))).explanation.at(-1)).toMatch(/^It is due at /);
    await rex.work(id);
    expect((await viewTask(rex.deps, refOf(id))).explanation.at(-1)).toMatch(/^It is done/);
  });
});
