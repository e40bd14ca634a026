import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startAutomationPeers } from '../../../test/support/automation-peers.ts';
import { openAutomationWorld } from '../../../test/support/automation-world.ts';
import { automationsHandler } from './handler.ts';

// The limiter of requests with a token, which no webhook asks.
vi.stubEnv('RECORDS_TABLE', 'none');
vi.stubEnv('REQUESTS_PER_MINUTE', '1');
let peers: Awaited<ReturnType<typeof startAutomationPeers>>;
beforeAll(async () => {
  peers = await startAutomationPeers(() => new Date());
});
afterAll(() => {
  peers?.stop();
  vi.unstubAllEnvs();
});

/** A run that waits for its result, and what posts to it. */
async function opened() {
  const world = await openAutomationWorld();
  const common = { connector: 'n8n', url: peers.n8n, deadlineMinutes: 30, onFailure: 'skip', inputs: {} };
  const [automation, other] = [
    await world.add({ ...common, name: 'One' }),
    await world.add({ ...common, name: 'Two' }),
  ];
  peers.state.startKey = automation.startKey;
  const missionId = await world.mission(automation.id);
  await world.start(missionId);
  const handler = automationsHandler(world.deps);
  const post = async (
    body: string,
    {
      secret = automation.secret,
      ago = 0,
      signed = body,
      id = automation.id,
      workspace = 'acme',
      messageId = 'msg_1',
    } = {},
  ) => {
    const at = new Date(Date.now() - ago);
    const path = `/webhook/automation/${workspace}/${id}`;
    const answer = await handler(
      {
        version: '2.0',
        requestContext: { requestId: 'r', http: { method: 'POST', path } },
        rawQueryString: '',
        pathParameters: { workspace, automation: id },
        headers: {
          'content-type': 'application/json',
          'webhook-id': messageId,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': new Webhook(secret).sign(messageId, at, signed),
        },
        body,
      } as never,
      {} as never,
    );
    return [answer.statusCode, JSON.parse(answer.body)];
  };
  return { world, automation, other, missionId, post, good: bodyOf(`${missionId}.1`) };
}
const bodyOf = (runId: string, outcome = 'continue') => JSON.stringify({ runId, outcome });

it('takes a good result, and a replay of it changes nothing', async () => {
  const { world, missionId, post, good } = await opened();
  expect(await post(good)).toEqual([200, { status: 'settled' }]);
  const before = JSON.stringify([world.records(), world.told()]);
  expect(await post(good)).toEqual([200, { status: 'over' }]);
  expect(await post(bodyOf(`${missionId}.1`, 'stop'), { messageId: 'msg_2' })).toEqual([
    200,
    { status: 'over' },
  ]);
  expect(JSON.stringify([world.records(), world.told()])).toBe(before);
});

it.each([
  ['tampered', { signed: '{}' }],
  ['stale', { ago: 6 * 60_000 }],
  ['of the future', { ago: -6 * 60_000 }],
  ['signed with a key of another automation', { secret: 'other' }],
  ['signed with the key that starts the workflow', { secret: 'start' }],
  ['for an automation that is not there', { id: `au_${'9'.repeat(26)}` }],
  ['for another workspace', { workspace: 'globex' }],
] as const)('refuses a result that is %s, and changes nothing', async (_, how) => {
  const { world, automation, other, post, good } = await opened();
  const keys: Readonly<Record<string, string>> = {
    other: other.secret,
    start: `whsec_${Buffer.from(automation.startKey).toString('base64')}`,
  };
  const before = JSON.stringify([world.records(), world.told()]);
  const [status, { code }] = await post(good, {
    ...how,
    ...('secret' in how ? { secret: keys[how.secret] ?? '' } : {}),
  });
  expect([status, code]).toEqual([401, 'UNAUTHENTICATED']);
  expect(JSON.stringify([world.records(), world.told()])).toBe(before);
});

it('takes no old secret after a rotation, and shows none afterwards', async () => {
  const { world, automation, post, good } = await opened();
  const record = await world.deps.automations.get('acme', automation.id);
  if (record) await world.deps.automations.save({ ...record, secretEpoch: 2 }, []);
  expect((await post(good))[0]).toBe(401);
  const stored = JSON.stringify([world.records(), world.told()]);
  for (const secret of [automation.secret, automation.signingKey, automation.startKey]) {
    expect(stored).not.toContain(secret);
  }
});

it.each([
  ['an outcome that is not in the list', { outcome: 'delete' }, /outcome/],
  ['an echo of our request', { outcome: 'continue', headers: {}, body: {} }, /body/],
  ['a note with control characters', { outcome: 'continue', note: 'a\u0007b' }, /note/],
])('names the field of a signed result with %s', async (_, change, field) => {
  const { missionId, post } = await opened();
  const [status, problem] = await post(JSON.stringify({ runId: `${missionId}.1`, ...change }));
  expect([status, problem.detail]).toEqual([400, expect.stringMatching(field)]);
});

it('knows no run of another mission', async () => {
  const { post } = await opened();
  expect((await post(bodyOf(`m_${'0'.repeat(26)}.1`)))[0]).toBe(404);
});
