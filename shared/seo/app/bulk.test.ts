import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fixWorld } from '../../../test/support/fix-world.ts';
import { startWordPressServer } from '../../../test/support/wordpress-server.ts';
import type { Performed } from '../../tasks/app/ports/handler.ts';

let site: Awaited<ReturnType<typeof startWordPressServer>>;
let ids: string[];
beforeAll(async () => {
  site = await startWordPressServer();
});
afterAll(() => site?.stop());
beforeEach(async () => {
  site.state.next = [];
  ids = [];
  for (const title of ['A', 'B', 'C', 'D']) ids.push(String((await site.ask('POST', 'posts', { title })).id));
  site.state.written = 0;
});

const titles = () =>
  Promise.all(ids.map(async (id) => (await site.ask('GET', `posts/${id}`)).title.raw as string));
const pages = () => ids.map((id, n) => ({ kind: 'post', id, set: { title: `New ${n}` } }));
const NEW = ['New 0', 'New 1', 'New 2', 'New 3'];

class Death extends Error {}

/** A bulk whose worker dies when it does its nth step: a claim before or after it is saved, or a wait between pages and before a page is read back. */
async function carriedOut({
  dieAt = Number.POSITIVE_INFINITY,
  pausedAt = -1,
  pageMs = 0,
  timeoutMs = 15_000,
  goesOn = async () => true,
}) {
  let [step, now, saved] = [0, 0, undefined as unknown];
  const passing = (): void => {
    step += 1;
    if (step === dieAt) throw new Death();
  };
  const { username, ...secret } = site.administrator;
  const account = { provider: 'wordpress', account: { url: site.url, username }, secret } as const;
  const world = fixWorld(account, timeoutMs, { now: () => now, wait: async () => passing() }, goesOn);
  const perform = await world.planBulk(pages());
  const slices: Performed[] = [];
  let deaths = 0;
  for (;;) {
    try {
      const performed = await perform({
        progress: saved,
        async claim(progress) {
          passing();
          now += pageMs;
          if (step === pausedAt) return false;
          saved = progress;
          passing();
          return true;
        },
      });
      slices.push(performed);
      if (performed.outcome !== 'going') return { world, slices, deaths, done: performed };
      saved = JSON.parse(JSON.stringify(performed.progress));
    } catch (error) {
      if (!(error instanceof Death)) throw error;
      deaths += 1;
    }
    if (slices.length + deaths > 20) throw new Error('It does not end.');
  }
}

it('a death at any step loses no page, and changes none twice', async () => {
  for (let dieAt = 1; ; dieAt++) {
    for (const [n, id] of ids.entries()) await site.ask('POST', `posts/${id}`, { title: `Old ${n}` });
    site.state.written = 0;
    const { deaths, done } = await carriedOut({ dieAt });
    expect([dieAt, await titles(), site.state.written]).toEqual([dieAt, NEW, 4]);
    expect(done).toMatchObject({ outcome: 'done', result: { notDone: [] } });
    expect(Object(done).result.changed).toHaveLength(4);
    expect(Object(done).undo.edits).toMatchObject(
      ids.map((id, n) => ({ id, before: { title: `Old ${n}` } })),
    );
    if (deaths === 0) return expect(dieAt).toBeGreaterThan(10);
  }
});

it('no further page is begun when the time of a slice is over', async () => {
  const { slices, done } = await carriedOut({ pageMs: 12_000 });
  expect(slices.map(({ outcome }) => outcome)).toEqual(['going', 'done']);
  expect(slices[0]).toMatchObject({ afterMs: 0, progress: { settled: [{}, {}] } });
  expect([Object(done).result.changed.length, site.state.written]).toEqual([4, 4]);
});

it('in a pause no page is begun', async () => {
  const { slices } = await carriedOut({ pausedAt: 1 });
  expect(slices[0]).toMatchObject({ outcome: 'going', progress: { settled: [] } });
  expect(await titles()).toEqual(NEW);
});

it('a pause between a claim and its write leaves the page, and counts no try', async () => {
  let asked = 0;
  const { slices, done } = await carriedOut({ goesOn: async () => ++asked !== 2 });
  expect(slices[0]).toMatchObject({ outcome: 'going', afterMs: 0, progress: { settled: [{}], tries: 0 } });
  expect(Object(done).result.changed).toHaveLength(4);
  expect([await titles(), site.state.written]).toEqual([NEW, 4]);
});

it('a site that is down in the middle is asked again, and the rest is told with the reason when it stays down', async () => {
  const down = { status: 503, body: {} };
  site.state.next = [undefined, down];
  const short = await carriedOut({});
  expect(short.slices).toMatchObject([{ outcome: 'going', afterMs: 120_000 }, { outcome: 'done' }]);
  expect(await titles()).toEqual(NEW);

  for (const [n, id] of ids.entries()) await site.ask('POST', `posts/${id}`, { title: `Old ${n}` });
  site.state.next = [undefined, down, down, down];
  const { done } = await carriedOut({});
  expect(done).toMatchObject({
    outcome: 'done',
    result: {
      changed: [{ page: `post ${ids[0]}` }],
      notDone: ids.slice(1).map((id) => ({ page: `post ${id}`, reason: expect.stringContaining('503') })),
    },
  });
});

it('a write without an answer is looked at later, and never sent again', async () => {
  site.state.next = [undefined, 'hang'];
  const { slices, done } = await carriedOut({ timeoutMs: 300 });
  expect(slices[0]).toMatchObject({ outcome: 'going', afterMs: 120_000, progress: { unsure: true } });
  expect(done).toMatchObject({
    outcome: 'done',
    result: { notDone: [{ page: `post ${ids[1]}`, reason: expect.stringContaining('did not answer') }] },
  });
  expect([await titles(), site.state.written]).toEqual([['New 0', 'B', 'New 2', 'New 3'], 3]);
});

it('more than a task can hold is refused before anybody is asked', async () => {
  const large = ids.map((id) => ({ kind: 'post', id, set: { content: 'ä'.repeat(12_000) } }));
  const { username, ...secret } = site.administrator;
  const world = fixWorld({ provider: 'wordpress', account: { url: site.url, username }, secret });
  await expect(world.planBulk(large)).rejects.toThrow(/^payload: .* 97 kB together, and a task takes 80 kB/);
});
