import { afterAll, beforeAll, expect, it } from 'vitest';
import { startScriptedServer } from '../support/scripted-server.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

let rex: TestRex;
let site: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  rex = await shareTestRex();
  site = await startScriptedServer();
});
afterAll(async () => {
  await rex?.stop();
  await site?.stop();
});

const PAGE =
  '<!doctype html><html lang="en"><title>Shop</title><body><h1>Welcome</h1><img src="a.png"></body></html>';
const html = { 'content-type': 'text/html' };

const audit = (ws: TestWorkspace, change: object = {}, key?: string) =>
  ws.call(
    'POST',
    '/api/tasks',
    { type: 'seo.audit', title: 'Look at the shop', payload: { url: `${site.endpoint}/shop` }, ...change },
    key === undefined ? {} : { headers: { 'idempotency-key': key } },
  );
const task = async (ws: TestWorkspace, id: string) => (await ws.call('GET', `/api/tasks/${id}`)).json;

it('a page is looked at by itself, since that changes nothing, and robots.txt is kept', async () => {
  const ws = await openWorkspace(rex, 'taskaudit');
  site.script([
    { status: 404, body: '' },
    { status: 200, headers: html, body: PAGE },
  ]);
  const { status, json: created } = await audit(ws, {}, 'once');
  expect([status, (await audit(ws, {}, 'once')).json.id]).toEqual([202, created.id]);
  await rex.idle();
  const done = await task(ws, created.id);
  expect(done).toMatchObject({
    status: 'completed',
    decision: { verdict: 'run', rule: 'reads-only' },
    undoable: false,
  });
  const rules = done.result.findings.map(({ rule }: { rule: string }) => rule);
  expect(rules).toEqual(
    expect.arrayContaining(['title-length', 'description-missing', 'canonical', 'alt-missing', 'not-https']),
  );
  expect(rules).not.toContain('h1');
  expect(done.explanation.at(-1)).toContain('It is done');

  site.script([{ status: 200, body: 'User-agent: *\nDisallow: /shop' }]);
  const { json: kept } = await audit(ws);
  await rex.idle();
  expect(await task(ws, kept.id)).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('robots.txt keeps RexBot from'),
  });
  expect((await ws.call('GET', '/api/rex/alerts')).json.alerts).toMatchObject([{ type: 'task-failed' }]);
  expect(await expectCatalogued(rex)).toContain('task.changed');
});

it('a rule of the workspace makes it ask, and exactly what was seen is then done', async () => {
  const policy = [
    { id: 'ask-all', when: { effect: ['seo.audit'] }, verdict: 'ask' as const, because: 'We look first.' },
  ];
  const ws = await openWorkspace(rex, 'taskask');
  await ws.settings({ tasks: { policy } });
  const { json } = await audit(ws, { priority: 'urgent' });
  await rex.idle();
  const approve = `/api/tasks/${json.id}/approve`;
  const { digest, ...asked } = (await ws.call('GET', approve)).json;
  expect(asked).toMatchObject({
    status: 'awaiting_approval',
    requiresApproval: true,
    effect: { kind: 'seo.audit' },
  });
  expect((await ws.call('POST', approve, { digest: 'other' })).status).toBe(409);
  expect((await ws.call('POST', approve, { digest }, { role: 'viewer' })).status).toBe(403);
  expect((await ws.call('POST', `/api/tasks/${json.id}/reject`, { reason: 'Not now.' })).json.status).toBe(
    'rejected',
  );
  expect((await ws.call('POST', approve, { digest })).status).toBe(409);
  expect((await ws.call('POST', `/api/tasks/${json.id}/retry`)).json.status).toBe('new');
  await rex.idle();
  const again = (await ws.call('GET', approve)).json;
  site.script([
    { status: 404, body: '' },
    { status: 200, headers: html, body: PAGE },
  ]);
  // By the approval's own id, as from the list of all approvals.
  expect(
    (await ws.call('POST', `/api/approvals/${again.approvalId}/approve`, { digest: again.digest })).status,
  ).toBe(200);
  await rex.idle();
  expect(await task(ws, json.id)).toMatchObject({ status: 'completed', approvedBy: expect.any(String) });
});

it('what is due waits in a pause and for its time, and the executor finds it', async () => {
  const ws = await openWorkspace(rex, 'taskpause');
  await ws.call('POST', '/api/rex/pause');
  const { json } = await audit(ws);
  await rex.advance(6 * MINUTE);
  expect(await task(ws, json.id)).toMatchObject({ status: 'new', attempts: 0 });
  site.script([
    { status: 404, body: '' },
    { status: 200, headers: html, body: PAGE },
  ]);
  await ws.call('POST', '/api/rex/resume');
  await rex.advance(3 * MINUTE);
  expect(await task(ws, json.id)).toMatchObject({ status: 'completed' });
  const { json: executor } = await ws.call('GET', '/api/cron/tasks/execute');
  expect(executor).toMatchObject({ status: 'running', counts: { completed: 1 }, last_run: { taken: 1 } });
  expect((await ws.call('POST', '/api/cron/tasks/execute')).json).toEqual({ enabled: true, taken: [] });
  expect((await ws.call('POST', '/api/cron/tasks/execute', undefined, { role: 'operator' })).status).toBe(
    403,
  );
});
