import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { everything } from '../support/aws.ts';
import { type LocalTables, openLocalTables } from '../support/local-tables.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';
import { startWordPressServer } from '../support/wordpress-server.ts';

let rex: TestRex;
let tables: LocalTables;
let site: Awaited<ReturnType<typeof startWordPressServer>>;
beforeAll(async () => {
  rex = await shareTestRex();
  tables = await openLocalTables(rex.awsEndpoint);
  site = await startWordPressServer();
});
afterAll(async () => {
  tables?.close();
  await rex?.stop();
  await site?.stop();
});

const WRONG = 'zzzz zzzz zzzz zzzz zzzz zzzz';

async function connected(name: string): Promise<{ ws: TestWorkspace; connection: string }> {
  const ws = await openWorkspace(rex, name);
  const { username, applicationPassword } = site.administrator;
  const { json, status } = await ws.call('POST', '/api/connections', {
    provider: 'wordpress',
    name: 'Our site',
    account: { url: site.url, username },
    secret: { applicationPassword },
  });
  expect([status, json.state]).toEqual([201, 'unchecked']);
  return { ws, connection: json.id };
}
const task = async (ws: TestWorkspace, id: string) => (await ws.call('GET', `/api/tasks/${id}`)).json;
async function worked(ws: TestWorkspace, type: string, payload: object) {
  const { json } = await ws.call('POST', '/api/tasks', { type, title: 'Better titles', payload });
  await rex.idle();
  return task(ws, json.id);
}
const titleOf = async (id = 1) => (await site.ask('GET', `posts/${id}`)).title.raw;

it('a title is changed by itself, seen before and after, and set back', async () => {
  const { ws, connection } = await connected('fixes');
  const tested = await ws.call('POST', `/api/connections/${connection}/test`);
  expect(tested.json).toMatchObject({ outcome: 'working', connection: { state: 'working' } });
  const done = await worked(ws, 'seo.fix', {
    connection,
    kind: 'post',
    id: 1,
    set: { title: 'Vinyl in Hamburg' },
  });
  expect(done).toMatchObject({
    status: 'completed',
    decision: { verdict: 'run', rule: 'small-seo-fix' },
    undoable: true,
    effect: { changes: [{ before: 'Hello world!', after: 'Vinyl in Hamburg' }] },
  });
  expect(done.snapshots.map(({ when, state }: { when: string; state: unknown }) => [when, state])).toEqual([
    ['before', [{ page: 'post 1', title: 'Hello world!' }]],
    ['after', [{ page: 'post 1', title: 'Vinyl in Hamburg' }]],
  ]);
  expect(await titleOf()).toBe('Vinyl in Hamburg');
  const { json: back } = await ws.call('POST', `/api/tasks/${done.id}/undo`);
  await rex.idle();
  expect(await task(ws, back.id)).toMatchObject({ status: 'completed', undoes: done.id });
  expect(await titleOf()).toBe('Hello world!');
  await expectCatalogued(rex);

  // No secret is in a record, an event, or an answer.
  const { applicationPassword } = site.administrator;
  const kept = JSON.stringify([await everything(tables.records), await everything(tables.events)]);
  const shown = (await ws.call('GET', `/api/connections/${connection}`)).text + tested.text;
  for (const text of [kept, shown]) expect(text).not.toContain(applicationPassword);
});

it('several pages are asked about, counted, and changed exactly as approved', async () => {
  const { ws, connection } = await connected('fixbulk');
  const { id } = await site.ask('POST', 'posts', { title: 'Second' });
  const pages = [1, id].map((each) => ({ kind: 'post', id: each, set: { title: `New ${each}` } }));
  const asked = await worked(ws, 'seo.bulk', { connection, pages });
  expect(asked).toMatchObject({ status: 'awaiting_approval', effect: { limit: 'seoBulk' } });
  const { digest } = (await ws.call('GET', `/api/tasks/${asked.id}/approve`)).json;
  await site.ask('POST', `posts/${id}`, { title: 'Changed meanwhile' });
  await ws.call('POST', `/api/tasks/${asked.id}/approve`, { digest });
  await rex.idle();
  // Not what was approved: it is asked about anew.
  const again = (await ws.call('GET', `/api/tasks/${asked.id}/approve`)).json;
  expect(again.digest).not.toBe(digest);
  expect(again.effect.changes[1]).toMatchObject({ before: 'Changed meanwhile' });
  await ws.call('POST', `/api/tasks/${asked.id}/approve`, { digest: again.digest });
  await rex.idle();
  expect(await task(ws, asked.id)).toMatchObject({ status: 'completed' });
  expect([await titleOf(), await titleOf(id)]).toEqual(['New 1', `New ${id}`]);
  const { limits } = (await ws.call('GET', '/api/cron/tasks/execute')).json;
  expect(limits).toContainEqual({ name: 'seoBulk', used: 1, most: 5, left: 4 });
  const { json: back } = await ws.call('POST', `/api/tasks/${asked.id}/undo`);
  await rex.idle();
  expect(await task(ws, back.id)).toMatchObject({ status: 'completed' });
  expect([await titleOf(), await titleOf(id)]).toEqual(['Hello world!', 'Changed meanwhile']);
});

it('many pages are changed in slices, a pause holds before the next of them, and no page is written twice', async () => {
  const { ws, connection } = await connected('fixslices');
  const ids: number[] = [];
  for (let n = 0; n < 24; n++) ids.push((await site.ask('POST', 'posts', { title: `Old ${n}` })).id);
  const pages = ids.map((id, n) => ({ kind: 'post', id, set: { title: `New ${n}` } }));
  const asked = await worked(ws, 'seo.bulk', { connection, pages });
  const { digest } = (await ws.call('GET', `/api/tasks/${asked.id}/approve`)).json;
  site.state.written = 0;
  await ws.call('POST', `/api/tasks/${asked.id}/approve`, { digest });
  await vi.waitFor(() => expect(site.state.written).toBeGreaterThan(3), { timeout: 60_000 });
  await ws.call('POST', '/api/rex/pause');
  await rex.idle();
  const held = site.state.written;
  expect(held).toBeLessThan(ids.length);
  const waiting = await task(ws, asked.id);
  expect(waiting).toMatchObject({ status: 'in_progress', attempts: 1 });
  expect(waiting.explanation.join(' ')).toContain('part by part');
  await rex.advance(10 * MINUTE);
  expect(site.state.written).toBe(held);

  await ws.call('POST', '/api/rex/resume');
  await rex.advance(3 * MINUTE);
  const done = await task(ws, asked.id);
  expect(done).toMatchObject({ status: 'completed', attempts: 1, undoable: true });
  expect([done.result.changed.length, done.result.notDone, site.state.written]).toEqual([24, [], 24]);
  const { limits } = (await ws.call('GET', '/api/cron/tasks/execute')).json;
  expect(limits).toContainEqual({ name: 'seoBulk', used: 1, most: 5, left: 4 });

  await site.ask('POST', `posts/${ids[0]}`, { title: 'Somebody else' });
  const { json: back } = await ws.call('POST', `/api/tasks/${asked.id}/undo`);
  await rex.advance(3 * MINUTE);
  expect(await task(ws, back.id)).toMatchObject({
    status: 'completed',
    result: { left: [expect.stringContaining(`post ${ids[0]}`)] },
  });
  const titles = await Promise.all(ids.map(titleOf));
  expect(titles).toEqual(['Somebody else', ...ids.slice(1).map((_, n) => `Old ${n + 1}`)]);
});

it('credentials that are refused stop the tasks until they are renewed', async () => {
  const { ws, connection } = await connected('fixrefused');
  const put = (applicationPassword: string) =>
    ws.call('PUT', `/api/connections/${connection}/secret`, { secret: { applicationPassword } });
  await put(WRONG);
  const fix = { connection, kind: 'post', id: 1, set: { title: 'Never' } };
  expect(await worked(ws, 'seo.fix', fix)).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('answered 401'),
  });
  expect((await ws.call('GET', `/api/connections/${connection}`)).json).toMatchObject({ state: 'refused' });
  const { alerts } = (await ws.call('GET', '/api/rex/alerts')).json;
  expect(alerts).toContainEqual(expect.objectContaining({ type: 'connection-refused' }));
  expect(await worked(ws, 'seo.fix', fix)).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('rex connections renew'),
  });
  await put(site.administrator.applicationPassword);
  expect(await worked(ws, 'seo.fix', fix)).toMatchObject({ status: 'completed' });
  await ws.call('DELETE', `/api/connections/${connection}`);
  expect((await ws.call('GET', `/api/connections/${connection}`)).status).toBe(404);
  expect(await worked(ws, 'seo.fix', fix)).toMatchObject({ status: 'failed' });
  const viewer = await ws.call('GET', '/api/connections', undefined, { role: 'operator' });
  expect(viewer.status).toBe(403);
});
