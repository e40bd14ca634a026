import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startScriptedServer } from '../support/scripted-server.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { HOUR, leadsCsv, openWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

let rex: TestRex;
let server: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  [rex, server] = await Promise.all([shareTestRex(), startScriptedServer()]);
});
afterAll(async () => {
  await rex?.stop();
  server?.stop();
});

const PATH = '/api/rex/webhooks';

it('what happens reaches an endpoint signed, through an outage, and again by a replay', async () => {
  const ws = await openWorkspace(rex, 'hooked');
  const other = await openWorkspace(rex, 'unhooked');
  const wrong = await ws.call('POST', PATH, { url: 'https://10.0.0.1/', events: ['mission.gone'] });
  expect([wrong.status, wrong.json.fields.map(({ path }: { path: string }) => path)]).toEqual([
    400,
    ['body.url', 'body.events.0'],
  ]);
  const made = await ws.call('POST', PATH, { url: `${server.endpoint}/hook`, events: ['lead.*'] });
  expect([made.status, made.json.state]).toEqual([201, 'enabled']);
  const { id, secret } = made.json;
  const shown = await ws.call('GET', `${PATH}/${id}`);
  expect([shown.status, shown.text.includes('whsec_')]).toEqual([200, false]);
  expect((await other.call('GET', `${PATH}/${id}`)).status).toBe(404);
  expect((await ws.call('POST', PATH, { url: server.endpoint }, { role: 'operator' })).status).toBe(403);

  server.script([
    { status: 503, body: 'starting' },
    { status: 204, body: '' },
  ]);
  await ws.importCsv(leadsCsv(['ann@hooked.example']));
  await other.importCsv(leadsCsv(['ann@unhooked.example']));
  await rex.runUntilIdle(HOUR);
  const { json } = await ws.call('GET', `${PATH}/${id}/deliveries`);
  const types = json.deliveries.map(({ type }: { type: string }) => type);
  expect(types).toContain('lead.import-completed');
  for (const delivery of json.deliveries) expect(delivery.state).toBe('delivered');
  const attempts = json.deliveries.flatMap((each: { attempts: object[] }) => each.attempts);
  expect(attempts).toContainEqual(expect.objectContaining({ status: 503, answer: 'starting' }));
  for (const { headers, body } of server.received()) {
    const when = new Date(Number(headers['webhook-timestamp']) * 1000);
    const signature = new Webhook(secret).sign(String(headers['webhook-id']), when, body);
    expect(headers['webhook-signature']).toBe(signature);
    expect(JSON.parse(body)).toMatchObject({
      type: expect.stringMatching(/^lead\./),
      data: expect.anything(),
    });
  }
  // Nothing of another workspace, and no address of a person.
  expect(
    server
      .received()
      .map(({ body }) => body)
      .join(),
  ).not.toMatch(/unhooked|@/);

  const before = server.received().length;
  expect((await ws.call('POST', `${PATH}/${id}/replay`, { since: '1h', all: true })).status).toBe(202);
  await rex.idle();
  expect(server.received()).toHaveLength(before + types.length);
  const ids = new Set(server.received().map(({ headers }) => headers['webhook-id']));
  expect(ids.size).toBe(types.length);
});

it('an endpoint that is gone is disabled with an alert, enabled by a person, tested, rotated and deleted', async () => {
  const ws = await openWorkspace(rex, 'leaving');
  const { id } = (await ws.call('POST', PATH, { url: server.endpoint, events: ['lead.*'] })).json;
  server.script([
    { status: 410, body: '' },
    { status: 200, body: '' },
  ]);
  const test = () => ws.call('POST', `${PATH}/${id}/test`);
  expect((await test()).status).toBe(202);
  await rex.idle();
  expect((await ws.call('GET', PATH)).json.endpoints).toMatchObject([
    { id, state: 'disabled', disabledBecause: 'gone' },
  ]);
  expect((await ws.call('GET', '/api/rex/alerts')).json.alerts).toMatchObject([{ type: 'webhook-disabled' }]);
  expect((await test()).status).toBe(409);
  expect((await ws.call('PATCH', `${PATH}/${id}`, { state: 'enabled' })).json.state).toBe('enabled');
  const { deliveryId } = (await test()).json;
  await rex.idle();
  const { deliveries } = (await ws.call('GET', `${PATH}/${id}/deliveries?state=delivered`)).json;
  expect(deliveries).toMatchObject([{ id: deliveryId, type: 'webhook.tested' }]);
  expect((await ws.call('POST', `${PATH}/${id}/secret`)).json.secret).toMatch(/^whsec_/);
  expect((await ws.call('DELETE', `${PATH}/${id}`)).json).toEqual({ id });
  expect((await ws.call('GET', `${PATH}/${id}`)).status).toBe(404);
});

it('every event that was written matches the catalogue', async () => {
  const names = await expectCatalogued(rex);
  for (const name of ['webhook.created', 'webhook.disabled', 'webhook.enabled', 'webhook.deleted']) {
    expect(names).toContain(name);
  }
});
