import fc from 'fast-check';
import { expect, it } from 'vitest';
import { meanwhile, withMethods } from '../../../test/memory/meanwhile.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN, BEN, openTasks } from '../../../test/memory/tasks.ts';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { DAY, MINUTE, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { approvalOfTask, decideOnTask } from './approval-of-task.ts';
import { cancelTask, editTask, retryTask } from './change-task.ts';
import { dispatchTasks } from './dispatch-tasks.ts';
import { undoTask } from './undo-task.ts';

const LIMIT = 2;
const TASKS = 4;

/** Which method of the store dies, and whether the write takes effect before. */
const death = fc.record({
  method: fc.constantFrom('save', 'claim', 'get', 'saveSnapshot', 'create'),
  after: fc.boolean(),
  skip: fc.nat(2),
});
const task = fc.nat(TASKS - 1);
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('work' as const), task }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('work-and-die' as const), task, death }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('race' as const), task }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('ask and approve' as const), task }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('somebody else' as const), task }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pause meanwhile' as const), task }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('approve' as const, 'retry' as const), task }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('reject' as const, 'edit' as const, 'cancel' as const, 'undo' as const),
      task,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('minutes' as const, 'day' as const, 'dispatch' as const) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('server' as const),
      next: fc.constantFrom('lost' as const, 'down' as const, 'refuse' as const),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

it('whatever happens, nothing is done twice, unapproved, over a limit, or after a pause', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 80 }), fc.boolean(), async (acts, tells) => {
      const world = await open(tells);
      for (const each of acts) await world.carryOut(each);
      await world.settle();
      world.check();
    }),
    { numRuns: 400 },
  );
});

async function open(tells: boolean) {
  const tasks = taskSettingsSchema.parse({ limits: { social: LIMIT } });
  const rex = await openTasks({ tasks });
  rex.pages.tells = tells;
  /** Titles that were approved, of each page; and those that were written, with the day. */
  const approved = new Set<string>();
  const writes: {
    readonly what: string;
    readonly page: string;
    readonly title: string;
    readonly day: string;
    readonly paused: boolean;
  }[] = [];
  let paused = false;
  const write = rex.pages.write.bind(rex.pages);
  rex.pages.write = (page, title) => {
    const before = rex.pages.written.length;
    const old = rex.pages.titles.get(page);
    try {
      write(page, title);
    } finally {
      if (rex.pages.written.length > before)
        writes.push({
          what: `${page}: ${old} -> ${title}`,
          page,
          title,
          day: utcDay(rex.ports.clock.now()),
          paused,
        });
    }
  };
  const ids: string[] = [];
  let others = 0;
  for (let n = 0; n < TASKS; n++) {
    rex.pages.titles.set(`p${n}`, `old ${n}`);
    ids.push((await rex.create({ page: `p${n}`, title: `new ${n}`, limit: 'social' })).id);
  }
  /** Tasks that undo others. */
  const undone = new Set<string>();
  const ref = (n: number) => ({ workspace: WORKSPACE, id: ids[n] ?? '' });
  const work = async (
    id: string,
    tasks = rex.ports.tasks,
    workspaces = rex.ports.workspaces,
  ): Promise<void> => {
    await rex.work(id, { tasks, workspaces });
  };

  const carryOut = async (now: Act): Promise<void> => {
    try {
      switch (now.do) {
        case 'work':
          return await work(ref(now.task).id);
        case 'work-and-die':
          return await work(ref(now.task).id, dyingOnce(rex.ports.tasks, now.death));
        case 'ask and approve':
          await work(ref(now.task).id);
          return await carryOut({ do: 'approve', task: now.task });
        case 'somebody else':
          return void rex.pages.titles.set(`p${now.task}`, `other ${++others}`);
        case 'pause meanwhile':
          // After the settings were read.
          return await work(
            ref(now.task).id,
            rex.ports.tasks,
            meanwhile(rex.ports.workspaces, 'get', () => carryOut({ do: 'pause' })),
          );
        case 'race':
          await Promise.allSettled([work(ref(now.task).id), work(ref(now.task).id), work(ref(now.task).id)]);
          return;
        case 'approve': {
          const { digest, effect } = await approvalOfTask(rex.deps, ref(now.task));
          await decideOnTask(rex.deps, ref(now.task), { outcome: 'approved', digest: digest ?? '' }, BEN);
          const [change] = effect?.changes ?? [];
          approved.add(`${change?.what}: ${change?.before} -> ${change?.after}`);
          return;
        }
        case 'reject':
          return void (await decideOnTask(
            rex.deps,
            ref(now.task),
            { outcome: 'rejected', reason: 'No.' },
            BEN,
          ));
        case 'edit':
          return void (await editTask(
            rex.deps,
            ref(now.task),
            { page: `p${now.task}`, title: `edited ${now.task}`, limit: 'social' },
            BEN,
          ));
        case 'cancel':
          return void (await cancelTask(rex.deps, ref(now.task), 'No.', ANN));
        case 'retry':
          return void (await retryTask(rex.deps, ref(now.task), ANN));
        case 'undo': {
          const { id } = await undoTask(rex.deps, ref(now.task), ANN);
          undone.add(id);
          return await work(id);
        }
        case 'pause':
        case 'resume':
          paused = now.do === 'pause';
          return await rex.changeSettings({ paused });
        case 'minutes':
          return rex.pass(6 * MINUTE);
        case 'day':
          return rex.pass(DAY);
        case 'dispatch':
          return void (await dispatchTasks(rex.deps));
        case 'server':
          return void rex.pages.next.push(now.next);
      }
    } catch (error) {
      if (!(error instanceof RexError) && !(error instanceof Error && error.message === DIES)) throw error;
    }
  };

  return {
    carryOut,
    /** The server is well again, and the executor comes back. */
    async settle() {
      rex.pages.next = [];
      await carryOut({ do: 'resume' });
      for (let day = 0; day < 4; day++) {
        for (const [n] of ids.entries()) await carryOut({ do: 'work', task: n });
        rex.pass(6 * MINUTE);
        for (const [n] of ids.entries()) await carryOut({ do: 'work', task: n });
        rex.pass(DAY);
      }
      for (const [n] of ids.entries()) {
        const { status } = await rex.read(ref(n).id);
        expect(status, 'nothing is stuck').not.toBe('in_progress');
      }
    },
    check() {
      const isUndo = ({ title }: { title: string }) => /^(?:old|other)/.test(title);
      const [undos, done] = [writes.filter(isUndo), writes.filter((each) => !isUndo(each))];
      expect(undos.length, 'undone once each').toBeLessThanOrEqual(undone.size);
      for (const [what, times] of Map.groupBy(done, ({ page, title }) => `${page} ${title}`))
        expect([what, times.length], 'done once').toEqual([what, 1]);
      for (const { what } of done) expect([what, approved.has(what)], 'approved').toEqual([what, true]);
      for (const [day, times] of Map.groupBy(done, (each) => each.day))
        expect([day, times.length <= LIMIT], 'within the limit').toEqual([day, true]);
      expect(
        writes.filter((each) => each.paused),
        'not in a pause',
      ).toEqual([]);
    },
  };
}

const DIES = 'The process dies here.';

/** A store one of whose calls is the last of its process, before or after it took effect; the others never come back either. */
function dyingOnce<T extends object>(
  store: T,
  { method, after, skip }: { method: string; after: boolean; skip: number },
): T {
  let left = skip;
  let isDead = false;
  const methods = ['save', 'claim', 'get', 'saveSnapshot', 'create'].map((name) => {
    const call = store[name as keyof T] as (...args: unknown[]) => Promise<unknown>;
    const mortal = async (...args: unknown[]): Promise<unknown> => {
      if (isDead) throw new Error(DIES);
      if (name !== method || left-- > 0) return call.apply(store, args);
      isDead = true;
      if (after) await call.apply(store, args);
      throw new Error(DIES);
    };
    return [name, mortal];
  });
  return withMethods(store, Object.fromEntries(methods) as Partial<T>);
}
