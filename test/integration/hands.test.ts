import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSocialServer } from '../support/social/social-server.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

/** Posts in a day, and how many are wanted. */
const MOST = 3;
const WANTED = 7;

let rex: TestRex;
let networks: Awaited<ReturnType<typeof startSocialServer>>;
// One of its own: its workers die.
beforeAll(async () => {
  rex = await startTestRex();
  networks = await startSocialServer();
});
afterAll(async () => {
  await rex?.stop();
  networks?.stop();
});

const connect = async (ws: TestWorkspace): Promise<string> => {
  const { json, text, status } = await ws.call('POST', '/api/connections', {
    provider: 'x',
    name: 'Our account',
    account: { userId: '42', api: networks.url },
    secret: { refreshToken: 'refresh-0001', clientId: 'client-0001', clientSecret: 'secret-0001' },
  });
  expect(status, text).toBe(201);
  return json.id;
};
const create = async (ws: TestWorkspace, connection: string, text: string): Promise<string> => {
  const payload = { connection, text };
  const { json } = await ws.call('POST', '/api/tasks', { type: 'social.publish', title: text, payload });
  return json.id;
};
const faults = (rules: readonly object[]) =>
  rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });
const execute = (ws: TestWorkspace) => ws.call('POST', '/api/cron/tasks/execute');
const texts = () => networks.state.posts.map(({ text }) => text);
/** Two executors race, five times, each two minutes after the other. */
const race = async (ws: TestWorkspace) => {
  for (let run = 0; run < 5; run++) {
    await Promise.all([execute(ws), execute(ws)]);
    await rex.idle();
    await rex.advance(2 * MINUTE);
    const now = await rex.now();
    networks.state.now = () => now;
  }
};

it('the limit of a day holds and nothing is posted twice, though executors race and die half-way', async () => {
  const ws = await openWorkspace(rex, 'handsrace');
  await ws.settings({ tasks: { limits: { social: MOST } } });
  const now = await rex.now();
  networks.state.now = () => now;
  const connection = await connect(ws);
  const ids: string[] = [];
  for (let n = 1; n <= WANTED; n++) ids.push(await create(ws, connection, `Offer ${n}`));
  await rex.idle();
  const asked = await Promise.all(ids.map((id) => ws.call('GET', `/api/tasks/${id}/approve`)));
  const approvals = asked.map(({ json }) => ({ id: json.approvalId, digest: json.digest }));
  await faults([{ kind: 'kill-worker', target: 'rex-consumers-tasks', rate: 0.4, delayMs: 40, times: 4 }]);
  expect((await ws.call('POST', '/api/approvals/batch', { decision: 'approved', approvals })).status).toBe(
    200,
  );
  await race(ws);
  const struck = (await rex.fetch('GET', '/_local/faults')).json.rules[0].happened;
  await faults([]);
  expect(struck).toBeGreaterThan(0);
  expect(texts().length).toBeGreaterThan(0);
  expect(texts().length).toBeLessThanOrEqual(MOST);

  const { limits } = (await ws.call('GET', '/api/cron/tasks/execute')).json;
  const social = limits.find(({ name }: { name: string }) => name === 'social');
  expect(social.used).toBeLessThanOrEqual(MOST);
  for (let day = 0; day < 3; day++) {
    await rex.advance(DAY);
    await race(ws);
  }
  expect(new Set(texts()).size).toBe(texts().length);
  const statuses = await Promise.all(ids.map(async (id) => (await ws.call('GET', `/api/tasks/${id}`)).json));
  // Whatever a death made unclear was looked up at the network, or is a person's to find out.
  for (const { status, title } of statuses) {
    expect(['completed', 'escalated']).toContain(status);
    if (status === 'completed') expect(texts()).toContain(title);
  }
});

it('nothing goes out once a pause was answered, whatever was approved before', async () => {
  const ws = await openWorkspace(rex, 'handspause');
  const connection = await connect(ws);
  const before = texts().length;
  const id = await create(ws, connection, 'Not while we pause');
  await rex.idle();
  const { json } = await ws.call('GET', `/api/tasks/${id}/approve`);
  expect((await ws.call('POST', '/api/rex/pause')).status).toBe(200);
  await ws.call('POST', `/api/tasks/${id}/approve`, { digest: json.digest });
  await race(ws);
  expect(texts()).toHaveLength(before);
  expect((await ws.call('GET', `/api/tasks/${id}`)).json.explanation.join(' ')).toMatch(/paused/i);
  expect((await ws.call('POST', '/api/rex/resume')).status).toBe(200);
  await race(ws);
  expect(texts()[0]).toBe('Not while we pause');
});
