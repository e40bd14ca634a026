import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nameOf, PROTECTED, pathOf } from '../support/route-samples.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

const PATH = '/api/cron/tasks/execute';
const OURS = 'ours-ours-ours-ours-ours-ours-ours';
const THEIRS = 'theirs-theirs-theirs-theirs-theirs';

let rex: TestRex;
let secrets: SecretsManagerClient;
beforeAll(async () => {
  rex = await startTestRex();
  secrets = new SecretsManagerClient({
    endpoint: rex.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
afterAll(async () => {
  secrets?.destroy();
  await rex?.stop();
});

/** And lets what is known of it run out. */
async function put(value: Readonly<Record<string, string>>): Promise<void> {
  await secrets.send(
    new PutSecretValueCommand({ SecretId: 'rex/cron', SecretString: JSON.stringify(value) }),
  );
  await rex.advance(2 * MINUTE);
}
/** One that is due, and that nobody has worked on, since the workspace was paused. */
async function dueTask(ws: TestWorkspace): Promise<string> {
  await ws.call('POST', '/api/rex/pause');
  const payload = { url: 'https://www.harbour.example/' };
  const { json } = await ws.call('POST', '/api/tasks', { type: 'seo.audit', title: 'Look', payload });
  await rex.idle();
  await ws.call('POST', '/api/rex/resume');
  return json.id;
}

it('no secret lets nobody in', async () => {
  expect((await rex.fetch('POST', PATH, { token: OURS })).status).toBe(401);
});

it('the secret of a workspace runs its tasks, and shows its executor and no other', async () => {
  const [ours, theirs] = [await openWorkspace(rex, 'cronours'), await openWorkspace(rex, 'crontheirs')];
  await put({ cronours: OURS, crontheirs: THEIRS });
  const task = await dueTask(ours);
  await dueTask(theirs);
  const run = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    rex.fetch('POST', path, { token: OURS, headers, body: JSON.stringify({ workspace: 'crontheirs' }) });
  const first = await run(`${PATH}?workspace=crontheirs`, { 'x-workspace': 'crontheirs' });
  expect([first.status, first.json]).toEqual([202, { enabled: true, taken: [task] }]);
  const status = async (token: string) => (await rex.fetch('GET', PATH, { token })).json;
  expect(await status(OURS)).toMatchObject({ status: 'running', last_run: { taken: 1 } });
  expect(await status(THEIRS)).toMatchObject({ counts: { new: 1 }, last_run: null });

  await put({ cronours: THEIRS.replace('theirs', 'others') });
  for (const token of [OURS, THEIRS, `${OURS}x`, OURS.slice(0, -1)])
    expect((await rex.fetch('POST', PATH, { token })).status, token).toBe(401);
  await put({});
});

it('a secret opens nothing else, and no socket', async () => {
  await put({ cronours: OURS });
  const others = PROTECTED.filter(({ path }) => path !== PATH);
  expect(others.length).toBeGreaterThan(100);
  for (const route of others) {
    const answer = await rex.fetch(route.method, pathOf(route), { token: OURS });
    expect([answer.status, answer.json.code], nameOf(route)).toEqual([403, 'FORBIDDEN']);
  }
  const socket = new WebSocket(`${rex.wsUrl}?token=${OURS}`);
  const opened = await new Promise((done) => {
    socket.addEventListener('open', () => done(true));
    socket.addEventListener('error', () => done(false));
  });
  expect(opened).toBe(false);
});
