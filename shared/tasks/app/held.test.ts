import { expect, it } from 'vitest';
import { openTasks, RUNS } from '../../../test/memory/tasks.ts';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { MINUTE, SECOND } from '../../kernel/clock.ts';
import type { TaskMessage } from '../contract/messages.ts';
import { heldWaitMs } from '../domain/held-wait.ts';
import { dispatchTasks } from './dispatch-tasks.ts';
import type { Performed, TaskHandler } from './ports/handler.ts';
import { workTask } from './work-task.ts';

/** Tasks that all hold one site, but for the page `free`, with a queue that knows of time. */
async function open() {
  const rex = await openTasks({ tasks: taskSettingsSchema.parse(RUNS.tasks) });
  const inner = rex.deps.handlers.get('test.title');
  if (!inner) throw new Error('There is no handler.');
  const seen = { looks: 0, ran: [] as string[] };
  let first: (() => Promise<Performed>) | undefined;
  const handler: TaskHandler = {
    ...inner,
    async plan(order) {
      const planned = await inner.plan(order);
      const { page } = order.payload as { page: string };
      if (page === 'free' || planned.outcome !== 'planned') return planned;
      seen.looks++;
      return { ...planned, holds: 'a site' };
    },
    async perform(order, effect, parts) {
      const { page } = order.payload as { page: string };
      // Tasks of the same moment come in any order.
      if (first && page !== 'free') {
        const act = first;
        first = undefined;
        return act();
      }
      seen.ran.push(page);
      return inner.perform(order, effect, parts);
    },
    lookUp: async () => ({ outcome: 'unknown' }),
  };
  const queue: { at: number; message: TaskMessage }[] = [];
  const now = (): number => rex.deps.clock.now().getTime();
  const deps = {
    ...rex.deps,
    handlers: new Map([[handler.type, handler]]),
    taskQueue: {
      send: async (
        messages: readonly TaskMessage[],
        { delaySeconds = 0 }: { readonly delaySeconds?: number } = {},
      ) => {
        for (const message of messages) queue.push({ at: now() + delaySeconds * SECOND, message });
      },
    },
  };
  return {
    ...rex,
    seen,
    queue,
    firstDoes: (act: () => Promise<Performed>) => {
      first = act;
    },
    /** Second by second: what is due in the queue, and the executor every two minutes. */
    async live(seconds: number): Promise<void> {
      for (let second = 0; second < seconds; second++) {
        if (second % 120 === 0) await dispatchTasks(deps);
        const due = queue.filter(({ at }) => at <= now());
        for (const each of due) queue.splice(queue.indexOf(each), 1);
        for (const { message } of due) await workTask(deps, message).catch(() => undefined);
        rex.pass(SECOND);
      }
    },
  };
}

it('who waits for what a dead task holds looks now and then, keeps nobody else waiting, and goes on after it', async () => {
  const rex = await open();
  rex.firstDoes(() => Promise.reject(new Error('The process ended.')));
  for (let n = 0; n < 16; n++) await rex.create({ page: `held${n}`, title: 'New' });
  await rex.create({ page: 'free', title: 'New' });
  await rex.live(4 * 60);
  expect(rex.seen.ran).toEqual(['free']);
  // Fifteen wait: one message each, and a look each at 5, 10, 20, 40 seconds and then every minute.
  expect(rex.queue.length).toBeLessThanOrEqual(15);
  expect(rex.seen.looks).toBeLessThan(15 * 10);
  await rex.live(6 * 60);
  expect(rex.seen.ran.filter((page) => page.startsWith('held'))).toHaveLength(15);
});

it('what is still under way is held, although its task goes on later', async () => {
  const rex = await open();
  rex.firstDoes(async () => ({ outcome: 'going', progress: {}, afterMs: 2 * MINUTE, unsure: true }));
  await rex.create({ page: 'first', title: 'New' });
  await rex.live(1);
  await rex.create({ page: 'second', title: 'New' });
  await rex.live(60);
  expect(rex.seen.ran).toEqual([]);
  await rex.live(5 * 60);
  expect(rex.seen.ran).toContain('second');
});

it.each([
  [5 * MINUTE, 5 * SECOND],
  [5 * MINUTE - 12 * SECOND, 12 * SECOND],
  [3 * MINUTE, MINUTE],
  [20 * SECOND, 20 * SECOND],
  [1 * SECOND, 5 * SECOND],
])('with %i ms left of a hold the next look is in %i ms', (leftMs, waitMs) => {
  const now = new Date('2026-03-05T12:00:00.000Z');
  expect(heldWaitMs(new Date(now.getTime() + leftMs).toISOString(), now)).toBe(waitMs);
});
