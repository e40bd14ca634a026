import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { startTestAws, type TestAws } from '../../../../test/support/aws.ts';
import { timeline } from './keys.ts';
import { queryTimeline } from './timeline-index.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
  for (const [ws, n] of [
    ['acme', 1],
    ['acme', 2],
    ['acme', 3],
    ['other', 4],
  ] as const) {
    const key = { pk: `W#${ws}#THING#${n}`, sk: 'THING' };
    await aws.records.put(key, { n }, 'absent', timeline(ws, 'THINGS', `2026-01-0${n}T00:00:00.000Z`));
  }
});
afterAll(() => aws?.stop());

const schema = z.object({ n: z.number() });
const list = (options: Partial<Parameters<typeof queryTimeline>[4]>, workspace = 'acme') =>
  queryTimeline(aws.records, workspace, 'THINGS', schema, { limit: 10, ...options });

it('lists the records of the workspace in order of time', async () => {
  expect((await list({})).items.map(({ n }) => n)).toEqual([1, 2, 3]);
  expect((await list({ newestFirst: true })).items.map(({ n }) => n)).toEqual([3, 2, 1]);
  const from = '2026-01-02T00:00:00.000Z';
  expect((await list({ from })).items.map(({ n }) => n)).toEqual([2, 3]);
});

it('continues where a page ended, and never into another workspace', async () => {
  const first = await list({ limit: 2 });
  expect(first.items.map(({ n }) => n)).toEqual([1, 2]);
  expect((await list({ cursor: first.cursor ?? '' })).items.map(({ n }) => n)).toEqual([3]);
  const foreign = await list({ limit: 2, cursor: first.cursor ?? '' }, 'other');
  expect(foreign.items.map(({ n }) => n)).toEqual([4]);
  await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});
