import { expect, it } from 'vitest';
import * as z from 'zod';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { openTasks, RUNS } from '../../../test/memory/tasks.ts';
import { effectOf } from '../../autonomy/domain/effect.ts';
import { MINUTE, utcDay } from '../../kernel/clock.ts';
import type { Parts, Performed, TaskHandler } from './ports/handler.ts';

const PAGES = 5;
const progressSchema = z.object({ done: z.number(), claimed: z.boolean().default(false) });

/** Five parts, one in each slice; `dies` in the middle of the slice of that part. */
async function parted(settings: object = RUNS) {
  const ws = await openTasks(settings);
  const done: number[] = [];
  const behaves = { dies: -1, meanwhile: async () => undefined as unknown };
  const handler: TaskHandler = {
    type: 'test.title',
    payload: z.unknown(),
    plan: async () => ({
      outcome: 'planned',
      effect: effectOf({ kind: 'test.title', segment: 'pages', summary: 'Five pages.', limit: 'seoBulk' }),
    }),
    async perform(_order, _effect, parts: Parts | undefined): Promise<Performed> {
      if (!parts) throw new Error('It has parts.');
      const is = progressSchema.parse(parts.progress ?? { done: 0 });
      await behaves.meanwhile();
      if (!(await parts.claim({ done: is.done, claimed: true })))
        return { outcome: 'going', progress: is, afterMs: 0 };
      done.push(is.done);
      if (behaves.dies === is.done) {
        behaves.dies = -1;
        throw new Error('The process ended.');
      }
      const next = is.done + 1;
      if (next < PAGES) return { outcome: 'going', progress: { done: next }, afterMs: 0 };
      return { outcome: 'done', result: { done: next } };
    },
  };
  const some = { handlers: new Map([[handler.type, handler]]) };
  const { id } = await ws.create();
  const work = (more: object = {}) => ws.work(id, { ...some, ...more });
  return { ...ws, id, done, behaves, work };
}

it('an effect of many parts goes on from slice to slice, claimed and counted once', async () => {
  const ws = await parted();
  for (let n = 1; n < PAGES; n++) {
    expect(await ws.work()).toMatchObject({ status: 'in_progress', attempts: 1, progress: { done: n } });
  }
  const over = await ws.work();
  expect(over).toMatchObject({ status: 'completed', attempts: 1, result: { done: PAGES } });
  expect(over.progress).toBeUndefined();
  expect(ws.done).toEqual([0, 1, 2, 3, 4]);
  const day = utcDay(ws.deps.clock.now());
  expect(await ws.deps.tasks.day(over.workspace, day)).toMatchObject({ executor: 1, seoBulk: 1 });
});

it('after a death it goes on with what was saved, when the claim has run out and not before', async () => {
  const ws = await parted();
  await ws.work();
  ws.behaves.dies = 1;
  await expect(ws.work()).rejects.toThrow('The process ended.');
  expect(await ws.work()).toMatchObject({ status: 'in_progress', progress: { done: 1, claimed: true } });
  expect(ws.done).toEqual([0, 1]);
  ws.pass(6 * MINUTE);
  await ws.work();
  expect(ws.done).toEqual([0, 1, 1]);
});

it('of two workers one has the next part, and the other does nothing', async () => {
  const ws = await parted();
  await ws.work();
  let first = true;
  ws.behaves.meanwhile = async () => {
    if (!first) return;
    first = false;
    // It has read the task, and another worker is faster.
    await ws.work();
  };
  await ws.work();
  expect(ws.done.toSorted()).toEqual([...new Set(ws.done)]);
});

it('each slice is under way from its first claim until it is settled', async () => {
  const ws = await parted();
  const { underWay, tasks } = ws.deps;
  const seen: boolean[] = [];
  const look = async () => void seen.push(await underWay.any(WORKSPACE));
  ws.behaves.meanwhile = look;
  for (let n = 0; n < 2; n++) {
    await ws.work({ tasks: meanwhile(tasks, 'claimPart', look) });
    await look();
  }
  expect(seen).toEqual([true, true, false, false, true, false]);
});

it('a pause between two parts is kept, and it goes on afterwards', async () => {
  const ws = await parted();
  await ws.work();
  ws.behaves.meanwhile = () => ws.changeSettings({ paused: true });
  expect(await ws.work()).toMatchObject({ status: 'in_progress', progress: { done: 1 } });
  ws.behaves.meanwhile = async () => undefined;
  await ws.work();
  expect(ws.done).toEqual([0]);
  await ws.changeSettings({ paused: false });
  await ws.work();
  expect(ws.done).toEqual([0, 1]);
});
