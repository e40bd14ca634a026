import { afterAll, beforeAll, expect, it } from 'vitest';
import { SILENT_PEOPLE } from '../support/silent-people.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

let rex: TestRex;
/** A list that has gone bad: every third address bounces. */
beforeAll(async () => {
  rex = await startTestRex({ ...SILENT_PEOPLE, deliver: 0.6, hardBounce: 0.4 });
});
afterAll(() => rex?.stop());

/** However many bounce, the domain goes on: whether its health is looked at before the end depends on the time of day. */
const HARDY = { rules: { pauseBounceRate: 1, rotateBelowReputation: 0, prewarmedReputation: 0 } };
const PEOPLE = Array.from({ length: 60 }, (_, n) => `person${n}`);

async function sendTo(ws: TestWorkspace): Promise<string> {
  await ws.importCsv(leadsCsv(PEOPLE.map((person) => `${person}@${ws.id}.example`)));
  const id = await ws.createMission({ steps: 1 });
  await ws.approve(id);
  await rex.runUntilIdle(3 * HOUR);
  // Such a list is stopped, and somebody who insists lets it go on, more than once.
  for (let times = 0; times < 9 && (await ws.mission(id)).release?.stopped; times++) {
    const reason = { reason: 'The bounces are what this is about.' };
    expect((await ws.call('POST', `/api/rex/missions/${id}/resume`, reason)).status).toBe(200);
    await rex.runUntilIdle(3 * HOUR);
  }
  expect((await ws.mission(id)).state).toBe('COMPLETED');
  return id;
}

async function review(ws: TestWorkspace, params: object = {}) {
  const created = await ws.call('POST', '/api/rex/missions', { type: 'performance_optimization', params });
  expect(created.status, created.text).toBe(202);
  await rex.runUntilIdle(HOUR);
  return ws.mission(created.json.id);
}

const recommendations = async (ws: TestWorkspace, query = '') =>
  (await ws.call('GET', `/api/rex/recommendations${query}`)).json.recommendations;

it('a mission recommends from its own results and a review from all results, as one recommendation', async () => {
  const ws = await openWorkspace(rex, 'bounced', { settings: HARDY });
  const mission = await sendTo(ws);
  const reported = (await ws.mission(mission)).report?.recommendations ?? [];
  expect(reported.map(({ kind }) => kind)).toContain('deliverability');
  const [made] = (await recommendations(ws)).filter(({ cause }: { cause: string }) => cause === 'bounces');
  expect(made).toMatchObject({
    kind: 'deliverability',
    state: 'open',
    count: 1,
    missionId: mission,
    since: null,
  });
  expect(reported.map(({ id }) => id)).toContain(made.id);

  const dry = await review(ws, { dryRun: true });
  expect(dry).toMatchObject({ state: 'COMPLETED', outcome: { results: { review: { missions: 1 } } } });
  await rex.advance(2 * HOUR);
  const looked = await review(ws);
  expect(looked).toMatchObject({
    state: 'COMPLETED',
    workflow: 'performance_optimization',
    steps: [{ name: 'review', agent: 'AnalyticsAgent', state: 'done' }],
    outcome: { met: true, results: { review: { missions: 1, messages: 60, unread: 0 } } },
  });
  const open = (await recommendations(ws, '?state=open')).filter(
    ({ cause }: { cause: string }) => cause === 'bounces',
  );
  expect(open).toMatchObject([{ missionId: looked.id, since: expect.any(String) }]);
  expect(open[0].evidence).toMatch(/of 60 \(/);
});

it('a recommendation is applied only by an approval', async () => {
  const ws = await openWorkspace(rex, 'applied', { settings: HARDY });
  await sendTo(ws);
  const made = (await recommendations(ws)).find(({ cause }: { cause: string }) => cause === 'bounces');
  // All sixty on one day, or some of them after midnight: it depends on the time of day.
  const busiest = Number(/the most on one day were (\d+)/.exec(made.evidence)?.[1]);
  expect(busiest).toBeGreaterThanOrEqual(30);
  const half = Math.round(busiest / 2);
  expect(made.change).toEqual({ setting: 'dailyBudget', from: 10_000, to: half });
  const budget = async () => (await ws.call('GET', '/api/rex/settings')).json.dailyBudget;
  const apply = () =>
    ws.call('POST', `/api/rex/recommendations/${made.id}/apply`, undefined, { role: 'operator' });
  const asked = await apply();
  expect([asked.status, asked.json.state]).toEqual([202, 'requested']);
  expect((await apply()).json.approvalId).toBe(asked.json.approvalId);
  expect(await budget()).toBe(10_000);

  const path = `/api/approvals/${asked.json.approvalId}`;
  const approval = (await ws.call('GET', path)).json;
  expect(approval).toMatchObject({
    subject: 'settings',
    state: 'pending',
    missionId: null,
    recipients: 0,
    sample: [],
    change: { recommendationId: made.id, evidence: made.evidence, change: made.change },
  });
  const approve = (digest: string, role: 'operator' | 'approver') =>
    ws.call('POST', `${path}/approve`, { digest }, { role });
  expect((await approve(approval.digest, 'operator')).status).toBe(403);
  expect((await approve('other', 'approver')).status).toBe(409);
  expect((await approve(approval.digest, 'approver')).json).toMatchObject({ state: 'approved' });
  expect(await budget()).toBe(half);
  expect((await recommendations(ws, '?state=applied')).map(({ id }: { id: string }) => id)).toEqual([
    made.id,
  ]);
  expect((await ws.call('POST', `${path}/reject`, { reason: 'No.' })).status).toBe(409);
});

it('missions send only the better variant once the settings name it', async () => {
  const ws = await openWorkspace(rex, 'onevariant', { settings: { variants: ['B'] } });
  await ws.importCsv(leadsCsv(PEOPLE.map((person) => `${person}@onevariant.example`)));
  const { sample } = await ws.approvalOf(await ws.createMission({ steps: 1 }));
  expect(sample).toHaveLength(50);
  expect(new Set(sample.map(({ variant }: { variant: string }) => variant))).toEqual(new Set(['B']));
});

it('a person can dismiss a recommendation', async () => {
  const ws = await openWorkspace(rex, 'unwanted', { settings: HARDY });
  await sendTo(ws);
  const made = (await recommendations(ws)).find(({ cause }: { cause: string }) => cause === 'bounces');
  const path = `/api/rex/recommendations/${made.id}/dismiss`;
  expect((await ws.call('POST', path, { reason: 'No.' })).json).toMatchObject({ state: 'dismissed' });
  await review(ws);
  expect((await recommendations(ws)).find(({ id }: { id: string }) => id === made.id).state).toBe(
    'dismissed',
  );
  const foreign = await openWorkspace(rex, 'stranger');
  expect(await recommendations(foreign)).toEqual([]);
  expect((await foreign.call('POST', path, {})).status).toBe(404);
});

it('a review starts once when nothing has run for a day, with the decision that explains it', async () => {
  const ws = await openWorkspace(rex, 'quiet', { settings: { ...HARDY, reviewWhenIdle: true } });
  await sendTo(ws);
  const reviews = async () =>
    (await ws.call('GET', '/api/rex/missions?type=performance_optimization')).json.missions;
  await rex.advance(20 * HOUR);
  expect(await reviews()).toEqual([]);
  await rex.advance(5 * HOUR);
  const [made, ...others] = await reviews();
  expect(others).toEqual([]);
  const mission = await ws.mission(made.id);
  expect(mission).toMatchObject({ state: 'COMPLETED', outcome: { results: { review: { missions: 1 } } } });
  expect(mission.decisions[0]).toMatchObject({ rule: 'IdleOptimizationRule', outcome: 'optimize' });
  const path = '/api/rex/decisions?rule=IdleOptimizationRule';
  expect((await ws.call('GET', path)).json.decisions).toMatchObject([
    { situation: 'idle', subject: made.id, facts: { endedMissions: 1, daysSinceReview: null } },
  ]);
  await rex.advance(2 * HOUR);
  await rex.advance(50 * HOUR);
  expect(await reviews()).toHaveLength(1);
});

it('every event that was written matches the catalogue', async () => {
  expect([...(await expectCatalogued(rex))]).toEqual(
    expect.arrayContaining([
      'recommendation.made',
      'recommendation.applied',
      'recommendation.dismissed',
      'approval.decided',
    ]),
  );
});
