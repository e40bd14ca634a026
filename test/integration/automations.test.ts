import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startAutomationPeers } from '../support/automation-peers.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { leadsCsv, MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

const PATH = '/api/rex/automations';
let rex: TestRex;
let peers: Awaited<ReturnType<typeof startAutomationPeers>>;
beforeAll(async () => {
  rex = await shareTestRex();
  peers = await startAutomationPeers(() => new Date());
});
afterAll(async () => {
  await rex?.stop();
  peers?.stop();
});

/** A workspace with an automation and a mission that asks it. */
async function asking(
  id: string,
  body: object,
): Promise<{ ws: TestWorkspace; made: Made; missionId: string }> {
  const ws = await openWorkspace(rex, id);
  await ws.importCsv(leadsCsv([`ann@${id}.example`]));
  const made = await ws.call('POST', PATH, { name: 'Clean the list', ...body });
  expect([made.status, made.text.includes(peers.state.token)]).toEqual([201, false]);
  peers.state.startKey = made.json.startKey;
  const created = await ws.call('POST', '/api/rex/missions', {
    type: 'lead_reactivation',
    workflow: 'automated_outreach',
    params: { steps: 1, holdout: 0, collectDays: 0, dormantAfterWeeks: 0, automation: made.json.id },
  });
  expect(created.status).toBe(202);
  await rex.idle();
  return { ws, made: made.json, missionId: created.json.id };
}
type Made = { readonly id: string; readonly secret: string };
// biome-ignore lint/suspicious/noExplicitAny: plain JSON
const runOf = async (ws: TestWorkspace, missionId: string): Promise<any> =>
  (await ws.call('GET', `/api/rex/missions/${missionId}/automation`)).json.run;

it('a mission waits for its workflow, whose signed result lets it go on', async () => {
  const { ws, made, missionId } = await asking('flows', { connector: 'n8n', url: peers.n8n });
  const [execution] = peers.state.executions;
  expect(execution?.items[0]).toMatchObject({ body: { runId: `${missionId}.1`, audience: { leads: 1 } } });
  expect(JSON.stringify(execution)).not.toContain('ann@');
  expect(await ws.mission(missionId)).toMatchObject({ reason: 'The automation is running.' });
  expect((await ws.explain('ann@flows.example')).missions[0].automation.sentence).toMatch(
    /^The automation .* has until/,
  );
  const body = JSON.stringify({ runId: `${missionId}.1`, outcome: 'continue', note: 'One is left.' });
  const at = await rex.now();
  const answer = await rex.fetch('POST', `/webhook/automation/flows/${made.id}`, {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(made.secret).sign('msg_1', at, body),
    },
  });
  expect([answer.status, answer.json]).toEqual([200, { status: 'settled' }]);
  await ws.approve(missionId);
  await rex.runUntilIdle(20 * 24 * 60 * MINUTE);
  expect(await ws.mission(missionId)).toMatchObject({ state: 'COMPLETED' });
  expect(await ws.mails()).toHaveLength(1);
  expect((await ws.explain('ann@flows.example')).missions[0].automation).toMatchObject({
    sentence: 'The automation "Clean the list" let the mission go on.',
    note: 'One is left.',
  });
});

it('a crew is polled; what is late is skipped with its reason, or a person is asked', async () => {
  const crew = { connector: 'crewai', url: peers.crew, token: peers.state.token, deadlineMinutes: 5 };
  const late = await asking('late', crew);
  await rex.advance(7 * MINUTE);
  expect(await runOf(late.ws, late.missionId)).toMatchObject({ state: 'failed', skipped: true });
  expect((await late.ws.explain('ann@late.example')).missions[0].automation.sentence).toMatch(
    /gave no result, and the mission went on without it: .* still running/,
  );
  await late.ws.approvalOf(late.missionId);

  peers.state.status = { status: 'completed', result: { output: '{"outcome":"stop","note":"Too old."}' } };
  const asked = await asking('crewed', { ...crew, onFailure: 'fail' });
  await rex.advance(MINUTE);
  expect(await runOf(asked.ws, asked.missionId)).toMatchObject({ outcome: 'stop', note: 'Too old.' });
  expect(await asked.ws.mission(asked.missionId)).toMatchObject({ state: 'ESCALATED' });
  expect(await asked.ws.mails()).toEqual([]);
});

it('automations of others, unknown ones, and those without a workflow are refused', async () => {
  const [mine, other] = [await openWorkspace(rex, 'automates'), await openWorkspace(rex, 'automatestoo')];
  const body = { connector: 'n8n', name: 'Mine', url: peers.n8n };
  const { json } = await mine.call('POST', PATH, body);
  expect((await mine.call('POST', PATH, body)).status).toBe(409);
  expect((await mine.call('POST', PATH, { ...body, name: 'x' }, { role: 'operator' })).status).toBe(403);
  expect((await other.call('GET', `${PATH}/${json.id}`)).status).toBe(404);
  expect((await other.call('GET', PATH)).json.automations).toEqual([]);
  const wrong = async (ws: TestWorkspace, create: object) => {
    const answer = await ws.call('POST', '/api/rex/missions', { type: 'lead_reactivation', ...create });
    return [answer.status, answer.json.fields?.[0].path];
  };
  const params = { automation: json.id };
  const asked = [400, 'body.params.automation'];
  expect(await wrong(other, { workflow: 'automated_outreach', params })).toEqual(asked);
  expect(await wrong(mine, { workflow: 'automated_outreach', params: {} })).toEqual(asked);
  expect(await wrong(mine, { params })).toEqual(asked);
  const bad = await mine.call('POST', PATH, { ...body, name: 'y', url: 'https://10.0.0.1/webhook/x' });
  expect([bad.status, bad.json.fields[0].path]).toEqual([400, 'body.url']);
  expect((await mine.call('GET', `${PATH}/${json.id}`)).text).not.toMatch(/whsec_|rk_/);
  const rotated = await mine.call('POST', `${PATH}/${json.id}/secret`);
  expect([rotated.status, rotated.json.secret === json.secret]).toEqual([200, false]);
  expect((await mine.call('DELETE', `${PATH}/${json.id}`)).status).toBe(200);
  expect((await mine.call('GET', `${PATH}/${json.id}`)).status).toBe(404);
});

it('every event that was written matches the catalogue', async () => {
  const names = await expectCatalogued(rex);
  for (const name of ['automation.added', 'automation.started', 'automation.finished'])
    expect(names).toContain(name);
});
