import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fixWorld, undoOf } from '../../../test/support/fix-world.ts';
import { startWordPressServer } from '../../../test/support/wordpress-server.ts';

let site: Awaited<ReturnType<typeof startWordPressServer>>;
beforeAll(async () => {
  site = await startWordPressServer();
});
afterAll(() => site?.stop());
beforeEach(async () => {
  site.state.next = [];
  await site.ask('POST', 'posts/1', { title: 'Hello world!', slug: 'hello-world', excerpt: '' });
  site.state.written = 0;
});
const world = (timeoutMs?: number) => {
  const { username, ...secret } = site.administrator;
  return fixWorld({ provider: 'wordpress', account: { url: site.url, username }, secret }, timeoutMs);
};
const titleNow = async () => (await site.ask('GET', 'posts/1')).title.raw;
const set = { title: 'New' };

it('a write without an answer is read back, and never made twice', async () => {
  const it = world();
  const effect = await it.effect(set);
  site.state.next = ['lost'];
  const done = await it.perform(effect, set);
  expect(done).toMatchObject({ outcome: 'done', undo: { edits: [{ before: { title: 'Hello world!' } }] } });
  expect([site.state.written, await titleNow()]).toEqual([1, 'New']);
  site.state.next = ['lost'];
  expect(await it.undo(undoOf(done), set)).toMatchObject({ outcome: 'done' });
  expect([site.state.written, await titleNow()]).toEqual([2, 'Hello world!']);
});

it('a write that nobody answers, and that cannot be seen, is known as unknown', async () => {
  const it = world(300);
  const effect = await it.effect(set);
  site.state.next = ['hang'];
  expect(await it.perform(effect, set)).toEqual({
    outcome: 'unknown',
    reason: expect.stringMatching(/^post 1: .* did not answer in time\.$/),
  });
  expect(site.state.written).toBe(0);
});

it.each([
  [503, 'unavailable', 0],
  [429, 'unavailable', 0],
  [302, 'unavailable', 0],
  [400, 'refused', 0],
  [500, 'unknown', 0],
] as const)('a write that is answered %i is %s', async (status, outcome, written) => {
  const it = world();
  const effect = await it.effect(set);
  site.state.next = [{ status, body: { code: 'x', message: 'Briefly unavailable.' } }];
  expect(await it.perform(effect, set)).toMatchObject({
    outcome,
    reason: expect.stringContaining(`answered ${status} (Briefly unavailable)`),
  });
  expect(site.state.written).toBe(written);
});

it('the first request after a start is made again', async () => {
  site.state.started = true;
  expect(await world().plan(set)).toMatchObject({ outcome: 'planned' });
});

it('the alternative text of an image is changed as it is stored, and set back', async () => {
  const it = world();
  const { id } = await site.ask('POST', 'media', { title: 'A photo' });
  const alt = { alt: 'The counter of the shop' };
  const effect = await it.effect(alt, String(id), 'media');
  expect(effect).toMatchObject({ facts: { minor: true }, changes: [{ what: `media ${id}`, before: '' }] });
  const done = await it.perform(effect, alt, String(id), 'media');
  expect((await site.ask('GET', `media/${id}`)).alt_text).toBe(alt.alt);
  expect(await it.undo(undoOf(done), alt, String(id), 'media')).toMatchObject({ outcome: 'done' });
  expect((await site.ask('GET', `media/${id}`)).alt_text).toBe('');
});

it('a page that cannot be changed leaves the others, is told with its reason, and what was changed can be undone', async () => {
  const it = world();
  const [second, third] = [
    await site.ask('POST', 'posts', { title: 'B' }),
    await site.ask('POST', 'posts', { title: 'C' }),
  ];
  const page = (id: number) => ({ kind: 'post', id, set: { title: `New ${id}` } });
  site.state.next = [undefined, { status: 403, body: { message: 'Locked.' } }];
  const done = await it.bulk([page(1), page(second.id), page(third.id)]);
  expect(done).toMatchObject({
    outcome: 'done',
    result: {
      changed: [
        { page: 'post 1', before: { title: 'Hello world!' }, after: { title: 'New 1' } },
        { page: `post ${third.id}`, before: { title: 'C' } },
      ],
      notDone: [{ page: `post ${second.id}`, reason: expect.stringContaining('Locked') }],
    },
    undo: { edits: [{ id: '1' }, { id: String(third.id) }] },
  });
  site.state.next = [{ status: 503, body: {} }];
  expect(await it.bulk([page(second.id)])).toMatchObject({ outcome: 'unavailable' });
});

it('without the account nothing is done, and whether it was done is asked again or by a person', async () => {
  const it = world();
  const effect = await it.effect(set);
  it.close({ outcome: 'unavailable', reason: 'It is being renewed.' });
  expect(await it.plan(set)).toEqual({ outcome: 'unavailable', reason: 'It is being renewed.' });
  expect(await it.perform(effect, set)).toMatchObject({ outcome: 'unavailable' });
  await expect(it.lookUp(effect, set)).rejects.toThrow('It is being renewed.');
  it.close({ outcome: 'refused', reason: 'It was revoked.' });
  expect(await it.perform(effect, set)).toEqual({ outcome: 'refused', reason: 'It was revoked.' });
  expect(await it.lookUp(effect, set)).toEqual({ outcome: 'unknown' });
  expect(site.state.written).toBe(0);
});

it('a field that a kind has not, and a page that is no number, are refused by name', async () => {
  const it = world();
  expect(await it.plan({ alt: 'x' })).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('alt of a post'),
  });
  expect(await it.plan({ title: 'x' }, '1', 'product')).toMatchObject({
    outcome: 'refused',
    reason: 'WordPress has no product: name post, page, media.',
  });
  for (const id of ['0', '', '-1', '1.5', 'home'])
    expect(() => it.plan(set, id)).toThrow(/must be the number/);
  expect(() => it.plan({})).toThrow(/must name a field/);
  expect(() => it.plan({ title: '<b>x</b>' })).toThrow(/no tags/);
  expect(() => it.plan({ content: '<img src=x onerror=alert(1)>' })).toThrow(/no scripts/);
});

it('a change of the address or of several fields is no small one', async () => {
  const it = world();
  expect(await it.effect({ slug: 'elsewhere' })).toMatchObject({ facts: { minor: false }, limit: null });
  expect(await it.effect({ title: 'A', excerpt: 'B' })).toMatchObject({
    facts: { minor: true },
    limit: 'seoBulk',
  });
});
