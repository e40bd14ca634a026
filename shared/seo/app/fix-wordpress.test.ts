import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixWorld, undoOf } from '../../../test/support/fix-world.ts';
import { startRealWordPress } from '../../../test/support/real-wordpress.ts';
import { startWordPressServer, type WordPressPeer } from '../../../test/support/wordpress-server.ts';
import { openVendors } from '../../connections/adapters/vendors/open-vendors.ts';

/** A folder with a real WordPress: see shared/seo/README.md. */
const REAL = process.env['REX_WORDPRESS'];
if (REAL !== undefined && !existsSync(join(REAL, 'site'))) throw new Error(`${REAL}/site is not there.`);

const handlersOf = (peer: WordPressPeer, { username, ...secret } = peer.administrator) =>
  fixWorld({ provider: 'wordpress', account: { url: peer.url, username }, secret });

describe.each([
  ['a server that speaks as WordPress does', startWordPressServer],
  ...(REAL === undefined ? [] : [['a real WordPress', () => startRealWordPress(REAL)] as const]),
] as const)('fixes at %s', (_, start) => {
  let peer: WordPressPeer;
  beforeAll(async () => {
    peer = await start();
  }, 180_000);
  afterAll(() => peer?.stop());
  beforeEach(async () => {
    peer.seoFields(true);
    await peer.ask('POST', 'posts/1', { title: 'Hello world!', slug: 'hello-world', excerpt: '' });
  });

  it('changes a title, says what it was, and sets it back', async () => {
    const it = handlersOf(peer);
    const set = { title: 'Vinyl & coffee in Hamburg' };
    const effect = await it.effect(set);
    expect(effect).toMatchObject({
      kind: 'seo.fix',
      outside: true,
      facts: { minor: true },
      limit: null,
      changes: [{ what: 'post 1', field: 'title', before: 'Hello world!', after: set.title }],
    });
    const done = await it.perform(effect, set);
    expect(done).toMatchObject({ outcome: 'done', result: { differs: [], notDone: [] } });
    expect((await peer.ask('GET', 'posts/1')).title.raw).toBe(set.title);
    expect(await it.effect(set)).toMatchObject({ outside: false, changes: [] });
    const undone = await it.undo(undoOf(done), set);
    expect(undone).toMatchObject({ outcome: 'done', effect: { changes: [{ after: 'Hello world!' }] } });
    expect(undone).not.toHaveProperty('undo');
    expect((await peer.ask('GET', 'posts/1')).title.raw).toBe('Hello world!');
  });

  it('changes what search engines are told, where the site lets it be written', async () => {
    const it = handlersOf(peer);
    const set = { seoTitle: 'Harbour Records', seoDescription: 'Vinyl, coffee, and a chair.' };
    const effect = await it.effect(set);
    expect(effect).toMatchObject({ facts: { minor: true }, limit: 'seoBulk' });
    const done = await it.perform(effect, set);
    expect(done).toMatchObject({ outcome: 'done' });
    const { meta } = await peer.ask('GET', 'posts/1');
    expect(meta).toMatchObject({
      _yoast_wpseo_title: set.seoTitle,
      _yoast_wpseo_metadesc: set.seoDescription,
    });
    expect(await it.undo(undoOf(done), set)).toMatchObject({ outcome: 'done' });
    expect((await peer.ask('GET', 'posts/1')).meta).toMatchObject({ _yoast_wpseo_title: '' });

    peer.seoFields(false);
    const refused = { outcome: 'refused', reason: expect.stringContaining('rex-seo-fields.php') };
    expect(await it.plan(set)).toMatchObject(refused);
    // It was there when it was planned, and is dropped without a word.
    expect(await it.perform(effect, set)).toMatchObject({ outcome: 'refused' });
  });

  it('keeps the address that the site gave, and sets back the old one', async () => {
    const it = handlersOf(peer);
    // A real site keeps what earlier runs left.
    const taken = `taken${Date.now()}`;
    const other = await peer.ask('POST', 'posts', { title: taken, status: 'publish' });
    const set = { slug: taken };
    const done = await it.perform(await it.effect(set), set);
    const { slug } = await peer.ask('GET', 'posts/1');
    expect(slug).toBe(`${taken}-2`);
    expect(done).toMatchObject({
      outcome: 'done',
      result: { differs: [expect.stringContaining(`stored as "${slug}"`)] },
      undo: { edits: [{ before: { slug: 'hello-world' }, after: { slug } }] },
    });
    expect(await it.undo(undoOf(done), set)).toMatchObject({ outcome: 'done' });
    expect((await peer.ask('GET', 'posts/1')).slug).toBe('hello-world');
    expect((await peer.ask('GET', `posts/${other.id}`)).slug).toBe(taken);
  });

  it('leaves alone what somebody else has changed since', async () => {
    const it = handlersOf(peer);
    const set = { title: 'Ours', excerpt: 'Our excerpt' };
    const done = await it.perform(await it.effect(set), set);
    await peer.ask('POST', 'posts/1', { title: 'Theirs' });
    const undone = await it.undo(undoOf(done), set);
    expect(undone).toMatchObject({ outcome: 'done', result: { left: ['title of post 1'] } });
    const now = await peer.ask('GET', 'posts/1');
    expect([now.title.raw, now.excerpt.raw]).toEqual(['Theirs', '']);
    await peer.ask('POST', 'posts/1', { excerpt: 'Theirs' });
    expect(await it.undo(undoOf(done), set)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('title'),
    });
    // And nothing is overwritten that changed between the look and the write.
    const effect = await it.effect({ title: 'Ours again' });
    await peer.ask('POST', 'posts/1', { title: 'Quicker' });
    expect(await it.perform(effect, { title: 'Ours again' })).toMatchObject({ outcome: 'unavailable' });
    expect((await peer.ask('GET', 'posts/1')).title.raw).toBe('Quicker');
  });

  it('holds one site, by whichever host name a connection reaches it', async () => {
    const { username, ...secret } = peer.administrator;
    const other = peer.url.replace('127.0.0.1', 'localhost');
    expect(other).not.toBe(peer.url);
    const [one, same] = await Promise.all(
      [peer.url, other].map((url) =>
        fixWorld({ provider: 'wordpress', account: { url, username }, secret }).plan({ title: 'New' }),
      ),
    );
    expect(one).toMatchObject({ outcome: 'planned', holds: `site ${new URL(peer.url).host}` });
    expect(same).toMatchObject({ holds: Object(one).holds });
  });

  it('finds out after a death whether it was done', async () => {
    const it = handlersOf(peer);
    const set = { title: 'After a death', slug: 'after-a-death' };
    const effect = await it.effect(set);
    expect(await it.lookUp(effect, set)).toEqual({ outcome: 'absent' });
    await it.perform(effect, set);
    const found = await it.lookUp(effect, set);
    expect(found).toMatchObject({
      outcome: 'done',
      undo: { edits: [{ before: { title: 'Hello world!' } }] },
    });
    expect(await it.undo(undoOf(found), set)).toMatchObject({ outcome: 'done' });
    await peer.ask('POST', 'posts/1', { title: 'Somebody else' });
    expect(await it.lookUp(effect, set)).toEqual({ outcome: 'unknown' });
  });

  it('changes several pages, of which one is gone by then, and says so', async () => {
    const it = handlersOf(peer);
    const second = await peer.ask('POST', 'posts', { title: 'Second', status: 'publish' });
    const pages = [
      { kind: 'post', id: 1, set: { title: 'First' } },
      { kind: 'post', id: second.id, set: { title: 'The second' } },
    ];
    const done = await it.bulk(pages);
    expect(done).toMatchObject({
      outcome: 'done',
      effect: { kind: 'seo.bulk', limit: 'seoBulk', changes: [{}, {}] },
    });
    expect((await peer.ask('GET', `posts/${second.id}`)).title.raw).toBe('The second');
    await expect(it.bulk([{ kind: 'post', id: 99_999, set: { title: 'None' } }])).rejects.toThrow(
      /Invalid post ID/,
    );
  });

  it('tells wrong credentials from a user who may not', async () => {
    const wrong = handlersOf(peer, {
      ...peer.administrator,
      applicationPassword: 'zzzz zzzz zzzz zzzz zzzz zzzz',
    });
    expect(await wrong.plan({ title: 'No' })).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('401'),
    });
    expect(wrong.refusals).toHaveLength(1);
    const author = handlersOf(peer, peer.author);
    expect(await author.plan({ title: 'No' })).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('403'),
    });
    expect(author.refusals).toEqual([]);
    const vendors = openVendors({ targets: 'loopback' });
    expect(await vendors.check(handlersOf(peer).opened)).toMatchObject({ outcome: 'working' });
    expect(await vendors.check(author.opened)).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('editor'),
    });
    expect(await vendors.check(wrong.opened)).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('401'),
    });
    expect((await peer.ask('GET', 'posts/1')).title.raw).toBe('Hello world!');
  });
});
