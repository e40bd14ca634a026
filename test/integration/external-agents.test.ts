import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Credentials, externalAgent } from '../support/external-agent.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { leadsCsv, MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(() => rex?.stop());

async function register(ws: TestWorkspace, name: string): Promise<Credentials & { id: string }> {
  const answer = await ws.call('POST', '/api/rex/agents/external', { name, steps: ['personalize'] });
  expect(answer.status).toBe(201);
  return answer.json;
}

const withLeads = async (id: string): Promise<TestWorkspace> => {
  const ws = await openWorkspace(rex, id);
  await ws.importCsv(leadsCsv([`ann@${id}.example`, `bob@${id}.example`]));
  return ws;
};

/** What the agent writes: its own words in one variant, and in the other what no message may say. */
// biome-ignore lint/suspicious/noExplicitAny: plain JSON
const written = ({ task }: any) => ({
  // biome-ignore lint/suspicious/noExplicitAny: plain JSON
  variants: task.variants.map(({ variant, messages }: any) => ({
    variant,
    // biome-ignore lint/suspicious/noExplicitAny: plain JSON
    messages: messages.map(({ step, stages }: any) => ({
      step,
      subject: variant === 'A' ? 'A short hello from {{ brandName }}' : 'Guaranteed 90 % off, only today',
      paragraphs: stages.map((stage: string) => ({
        stage,
        text:
          variant === 'A'
            ? 'It has been quiet between us at {{ brandName }}. Is there anything that we can help with?'
            : 'Everybody buys this. Guaranteed. {{ secret }}',
      })),
    })),
  })),
});

it('an agent outside takes a step, and what it writes goes through the same gates', async () => {
  const ws = await withLeads('outside');
  const desk = await register(ws, 'Copy desk');
  const say = externalAgent(rex, desk);
  expect((await say({ action: 'take' })).json).toEqual({ status: 'nothing', assignment: null });
  const missionId = await ws.createMission({ steps: 2 });
  const take = { id: 'one-take' };
  const { json } = await say({ action: 'take' }, take);
  expect(json).toMatchObject({ status: 'taken', assignment: { missionId, step: 'personalize', epoch: 1 } });
  // The answer was lost: the same request gets the same assignment.
  expect((await say({ action: 'take' }, take)).json.assignment.id).toBe(json.assignment.id);
  expect((await say({ action: 'take' })).json.status).toBe('nothing');
  expect(JSON.stringify(json)).not.toMatch(/ann@|bob@/);
  const ref = { assignmentId: json.assignment.id, epoch: 1 };
  expect((await say({ action: 'heartbeat', ...ref })).json.status).toBe('held');
  const wrong = await say({ action: 'result', ...ref, result: { variants: [] } });
  expect([wrong.status, wrong.json.fields[0].path]).toEqual([400, 'body.result.variants']);
  const result = { action: 'result', ...ref, result: written(json.assignment) };
  // The same message twice at once, and the same result in a message of its own.
  const same = { id: 'one-result' };
  const settled = await Promise.all([say(result, same), say(result, same), say(result)]);
  expect(settled.map((each) => each.json.status)).toEqual(['settled', 'settled', 'settled']);
  expect((await say(result, same)).json.status).toBe('settled');
  await ws.approve(missionId);
  await rex.runUntilIdle(30 * 24 * 60 * MINUTE);
  expect(await ws.mission(missionId)).toMatchObject({ state: 'COMPLETED' });
  const mails = await ws.mails();
  expect(mails).toHaveLength(4);
  const texts = mails.map(({ mail }) => `${mail.subject}\n${mail.text}`);
  for (const text of texts) expect(text).not.toMatch(/90 %|Guaranteed|secret/i);
  const { json: status } = await ws.call('GET', '/api/rex/agents/external');
  expect(status.agents).toMatchObject([
    { name: 'Copy desk', state: 'active', runs: 1, successRate: 1, holds: 0 },
  ]);
});

it('one that dies is replaced, and is late when it comes back; when all die Rex does it by itself', async () => {
  const ws = await withLeads('dying');
  const [first, second] = [await register(ws, 'First'), await register(ws, 'Second')].map((each) =>
    externalAgent(rex, each),
  );
  const missionId = await ws.createMission({ steps: 1 });
  const taken = (await first?.({ action: 'take' }))?.json.assignment;
  expect((await second?.({ action: 'take' }))?.json.status).toBe('nothing');
  await rex.advance(2 * MINUTE + 1000);
  const again = (await second?.({ action: 'take' }))?.json.assignment;
  expect(again).toMatchObject({ id: taken.id, epoch: 2 });
  const late = await first?.({ action: 'result', assignmentId: taken.id, epoch: 1, result: written(taken) });
  expect([late?.status, late?.json.code]).toEqual([409, 'CONFLICT']);
  const given = await second?.({ action: 'failure', assignmentId: taken.id, epoch: 2, code: 'OVERLOADED' });
  expect(given?.json.status).toBe('given_back');
  expect((await first?.({ action: 'take' }))?.json.assignment).toMatchObject({ epoch: 3 });
  // Nobody says anything any more.
  await rex.advance(31 * MINUTE);
  await ws.approve(missionId);
  await rex.runUntilIdle(20 * 24 * 60 * MINUTE);
  expect(await ws.mission(missionId)).toMatchObject({ state: 'COMPLETED' });
  expect(await ws.mails()).toHaveLength(2);
});

it('hears nobody else: forged, old, revoked, of another workspace, or with a secret of before', async () => {
  const ws = await openWorkspace(rex, 'deaf');
  const other = await openWorkspace(rex, 'stranger');
  const agent = await register(ws, 'Mine');
  const theirs = await register(other, 'Theirs');
  const take = { action: 'take' };
  const says = async (who: Credentials, options = {}) =>
    (await externalAgent(rex, who)(take, options)).status;
  expect(await says(agent)).toBe(200);
  expect(await says(agent, { ago: 6 * MINUTE })).toBe(401);
  expect(await says({ ...agent, secret: theirs.secret })).toBe(401);
  expect(await says({ ...agent, header: theirs.header })).toBe(401);
  expect(await says({ ...agent, header: `stranger.${agent.id}` })).toBe(401);
  expect(await says({ ...agent, header: 'nonsense' })).toBe(401);
  expect((await rex.fetch('POST', '/agents/mission', { body: '{"action":"take"}' })).status).toBe(401);
  const rotated = (await ws.call('POST', `/api/rex/agents/external/${agent.id}/secret`)).json;
  expect([await says(agent), await says(rotated)]).toEqual([401, 200]);
  expect((await other.call('POST', `/api/rex/agents/external/${agent.id}/revoke`)).status).toBe(404);
  expect((await ws.call('POST', `/api/rex/agents/external/${agent.id}/revoke`)).json.state).toBe('revoked');
  expect(await says(rotated)).toBe(401);
  expect((await ws.call('POST', `/api/rex/agents/external/${agent.id}/revoke`)).status).toBe(409);
});

it('tells of itself as the catalogue of events says', async () => {
  const names = await expectCatalogued(rex);
  for (const name of [
    'agent.registered',
    'assignment.offered',
    'assignment.taken',
    'assignment.done',
    'assignment.given-up',
  ]) {
    expect(names).toContain(name);
  }
});
