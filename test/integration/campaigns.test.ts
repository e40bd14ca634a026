import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectLive } from '../support/live-client.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { HOUR, leadsCsv, MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
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

const PAGE = '<!doctype html><html lang="en"><title>Shop</title><body><h1>Welcome</h1></body></html>';
const html = { 'content-type': 'text/html' };
const EMAILS = ['ann', 'bob', 'cleo', 'dan'].map((name) => `${name}@campaign.example`);

type Role = 'owner' | 'admin' | 'operator' | 'approver' | 'viewer';
const change = (
  ws: TestWorkspace,
  method: string,
  path: string,
  { body, tag, role = 'operator' }: { body?: object; tag?: string | number; role?: Role } = {},
) =>
  ws.call(method, path, body, {
    role,
    headers: tag === undefined ? {} : { 'if-match': typeof tag === 'number' ? `"${tag}"` : tag },
  });
const made = async (ws: TestWorkspace, path: string, body: object) => {
  const { status, json, text } = await change(ws, 'POST', path, { body });
  if (status !== 201) throw new Error(`${path} answered ${status}: ${text}`);
  return json;
};
const got = async (ws: TestWorkspace, path: string) =>
  (await ws.call('GET', path, undefined, { role: 'viewer' })).json;

/** The executor looks once a minute. */
async function minutes(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    await rex.advance(MINUTE);
    await rex.idle();
  }
}

it('a campaign runs: its moves wait for each other, and its results are the sums of what they did', async () => {
  const ws = await openWorkspace(rex, 'campaigner');
  await ws.importCsv(leadsCsv(EMAILS));
  const live = await connectLive(rex, 'campaigner');
  live.say({ type: 'subscribe', channels: ['guild_execution', 'guild_muse'] });
  const { position } = await live.hears(({ type }) => type === 'subscribed');

  const campaign = await made(ws, '/api/campaigns', {
    name: 'Spring sale',
    goals: [
      { metric: 'sent', target: 4 },
      { metric: 'tasksCompleted', target: 100 },
    ],
  });
  const path = `/api/campaigns/${campaign.id}`;
  const plan = (body: object) => made(ws, '/api/moves', { campaign: campaign.id, ...body });
  const look = await plan({
    title: 'Look at the shop',
    by: { kind: 'task', task: { type: 'seo.audit', payload: { url: `${site.endpoint}/shop` } } },
  });
  const params = { steps: 1, holdout: 0, collectDays: 0, minimumScore: 0 };
  const write = await plan({
    title: 'Write to collectors',
    dependsOn: [look.id],
    by: { kind: 'mission', mission: { type: 'lead_reactivation', params } },
  });
  const call = await plan({
    title: 'Call who answered',
    dependsOn: [write.id],
    owner: 'ann',
    by: { kind: 'person', instructions: 'Thank them.' },
  });
  const move = ({ id }: { id: string }) => got(ws, `/api/moves/${id}`);

  const circle = await change(ws, 'PATCH', `/api/moves/${look.id}`, {
    tag: 1,
    body: { dependsOn: [call.id] },
  });
  expect([circle.status, circle.json.fields]).toEqual([
    400,
    [{ path: 'body.dependsOn.0', message: expect.stringContaining('depends on this move') }],
  ]);

  site.script([
    { status: 404, body: '' },
    { status: 200, headers: html, body: PAGE },
  ]);
  await rex.advance(5 * MINUTE);
  expect(await move(look)).toMatchObject({ state: 'planned', reason: 'Its campaign has not been started.' });
  expect((await change(ws, 'POST', `${path}/start`)).json).toMatchObject({ state: 'running' });
  expect(await move(write)).toMatchObject({ reason: 'It waits for "Look at the shop", which is planned.' });

  await minutes(3);
  const looked = await move(look);
  expect(looked).toMatchObject({ state: 'done', attempt: 1, part: expect.stringMatching(/^t_/) });
  const writing = await move(write);
  expect(writing).toMatchObject({ state: 'started', part: expect.stringMatching(/^m_/) });
  expect(await move(call)).toMatchObject({ reason: 'It waits for "Write to collectors", which is started.' });
  // Its messages wait for a person, as those of any mission do.
  expect(await ws.messages(writing.part)).toEqual([]);
  const early = await change(ws, 'POST', `${path}/finish`);
  expect([early.status, early.json.detail]).toEqual([409, expect.stringContaining('"Write to collectors"')]);

  await ws.approve(writing.part);
  await rex.runUntilIdle(3 * HOUR);
  await minutes(2);
  expect((await ws.mission(writing.part)).state).toBe('COMPLETED');
  expect(await move(write)).toMatchObject({ state: 'done' });
  const calling = await move(call);
  expect(calling).toMatchObject({ state: 'started', part: expect.stringMatching(/^t_/) });
  const task = await got(ws, `/api/tasks/${calling.part}`);
  expect(task).toMatchObject({ type: 'person.do', description: 'Thank them.\n\nOwner: ann' });
  await change(ws, 'POST', `/api/tasks/${calling.part}/complete`, { body: {} });
  await minutes(1);
  expect(await move(call)).toMatchObject({ state: 'done' });

  const results = await got(ws, `${path}/results`);
  const { messages } = (await ws.mission(writing.part)).report ?? {};
  expect(messages?.sent).toBe(EMAILS.length);
  expect(results.totals).toMatchObject({
    sent: messages?.sent,
    delivered: messages?.delivered,
    missionsCompleted: 1,
    tasksCompleted: 2,
  });
  for (const [metric, total] of Object.entries(results.totals)) {
    const parts: Record<string, number>[] = results.parts.map(
      ({ numbers }: Record<string, object>) => numbers,
    );
    expect([metric, parts.reduce((sum, numbers) => sum + (numbers[metric] ?? 0), 0)]).toEqual([
      metric,
      total,
    ]);
  }
  expect(results.cost.totalUsd).toBeCloseTo(EMAILS.length * 0.0001);
  expect(results.goals.map(({ met }: { met: boolean }) => met)).toEqual([true, false]);
  expect(results.parts.map(({ state }: { state: string }) => state)).toEqual([
    'completed',
    'COMPLETED',
    'completed',
  ]);

  // Repeats of the executor have begun nothing twice.
  const { missions } = await got(ws, '/api/rex/missions');
  const { tasks } = await got(ws, '/api/tasks');
  expect([missions.length, tasks.length]).toEqual([1, 2]);
  expect((await change(ws, 'POST', `${path}/finish`)).json).toMatchObject({ state: 'finished' });

  const assigned = await live.hears(({ event }) => event?.name === 'TASK_ASSIGNED');
  expect(assigned.event).toMatchObject({
    channel: 'guild_execution',
    data: { taskId: looked.part, assignee: 'seo', type: 'seo.audit' },
  });
  await live.hears(({ event }) => event?.name === 'CONTENT_APPROVED');
  await live.hears(({ event }) => event?.name === 'RESOURCE_ALLOCATED');
  await live.hears(({ event }) => event?.name === 'PROGRESS_UPDATED' && event.data.state === 'finished');
  live.close();
  const again = await connectLive(rex, 'campaigner');
  again.say({ type: 'subscribe', channels: ['guild_execution'] });
  await again.hears(({ type }) => type === 'subscribed');
  again.say({ type: 'catch-up', after: position });
  await again.hears(({ type }) => type === 'caught-up');
  const caught = again.heard.filter(({ event }) => event?.id === assigned.event.id);
  expect(caught).toEqual([assigned]);
  again.close();
  await expectCatalogued(rex);
});

it('a change of an older version is refused, and a repeated creation creates nothing more', async () => {
  const ws = await openWorkspace(rex, 'stalecmpgn');
  const create = (body: object) =>
    ws.call('POST', '/api/campaigns', body, { role: 'operator', headers: { 'idempotency-key': 'spring' } });
  const first = await create({ name: 'Spring' });
  const repeat = await create({ name: 'Spring' });
  expect([first.status, repeat.status, repeat.json]).toEqual([201, 201, first.json]);
  const other = await create({ name: 'Summer' });
  expect([other.status, other.json.code, other.json.fields[0].path]).toEqual([
    409,
    'IDEMPOTENCY_MISMATCH',
    'headers.idempotency-key',
  ]);
  const path = `/api/campaigns/${first.json.id}`;
  const tag = first.headers.get('etag') ?? '';
  expect(tag).toBe('"1"');

  const without = await change(ws, 'PATCH', path, { body: { name: 'May' } });
  expect([without.status, without.json.code]).toEqual([428, 'PRECONDITION_REQUIRED']);
  const edited = await change(ws, 'PATCH', path, { tag, body: { name: 'May', description: 'All of it' } });
  expect([edited.status, edited.headers.get('etag'), edited.json.name]).toEqual([200, '"2"', 'May']);
  const stale = await change(ws, 'PATCH', path, { tag, body: { name: 'June' } });
  expect([stale.status, stale.json.code, stale.json.fields[0].path]).toEqual([
    412,
    'PRECONDITION_FAILED',
    'headers.if-match',
  ]);
  const emptied = await change(ws, 'PATCH', path, { tag: 2, body: { description: null } });
  expect([emptied.json.name, emptied.json.description]).toEqual(['May', null]);

  const budget = { amountUsd: 10, caps: { missions: 0 } };
  const byOperator = await change(ws, 'PUT', `${path}/budget`, { tag: 3, body: budget });
  expect(byOperator.status).toBe(403);
  const byAdmin = await change(ws, 'PUT', `${path}/budget`, { tag: 3, body: budget, role: 'admin' });
  expect([byAdmin.status, byAdmin.json.budget]).toEqual([200, budget]);
  expect((await change(ws, 'PATCH', path, { tag: 4, body: { name: 'X' }, role: 'viewer' })).status).toBe(403);
  const dates = { startsAt: '2026-05-02T00:00:00.000Z', endsAt: '2026-05-01T00:00:00.000Z' };
  const backwards = await change(ws, 'PATCH', path, { tag: 4, body: dates });
  expect([backwards.status, backwards.json.fields[0].path]).toEqual([400, 'body.endsAt']);

  // No room in the budget: the move says so, and begins when there is.
  const moved = await made(ws, '/api/moves', {
    campaign: first.json.id,
    title: 'Who are they',
    by: { kind: 'mission', mission: { type: 'icp_extraction' } },
  });
  await change(ws, 'POST', `${path}/start`);
  await minutes(1);
  expect(await got(ws, `/api/moves/${moved.id}`)).toMatchObject({
    state: 'planned',
    reason: 'The budget has room for 0 missions, and 0 are used.',
  });
  const { version } = await got(ws, path);
  await change(ws, 'PUT', `${path}/budget`, { tag: version, body: {}, role: 'owner' });
  await minutes(2);
  const begun = await got(ws, `/api/moves/${moved.id}`);
  expect(begun.attempt).toBe(1);

  const second = await made(ws, '/api/campaigns', { name: 'Another' });
  const join = `/api/campaigns/${second.id}/parts/${begun.part}`;
  const taken = await change(ws, 'PUT', join);
  expect([taken.status, taken.json.detail]).toEqual([409, expect.stringContaining(first.json.id)]);
  const own = await ws.call('POST', '/api/rex/missions', { type: 'icp_extraction' });
  const joining = `/api/campaigns/${second.id}/parts/${own.json.id}`;
  const joined = await change(ws, 'PUT', joining);
  expect((await change(ws, 'PUT', joining)).json).toEqual(joined.json);
  expect(joined.json.parts).toMatchObject([{ id: own.json.id, kind: 'mission', move: null }]);
  expect((await change(ws, 'DELETE', joining)).json.parts).toEqual([]);
});

it('a milestone is awarded once, when its number is reached, with what it was awarded for', async () => {
  const ws = await openWorkspace(rex, 'milestones');
  await ws.importCsv(leadsCsv(['eve@milestone.example']));
  const campaign = await made(ws, '/api/campaigns', { name: 'One', goals: [{ metric: 'sent', target: 1 }] });
  const wrong = await change(ws, 'POST', '/api/achievements', {
    body: { name: 'Paintings', metric: 'likes', atLeast: 1 },
  });
  expect([wrong.status, wrong.json.fields[0].path]).toEqual([400, 'body.metric']);
  const milestone = await made(ws, '/api/achievements', { name: 'One out', metric: 'sent', atLeast: 1 });
  await made(ws, '/api/achievements', { name: 'Many out', metric: 'sent', atLeast: 1_000 });
  await change(ws, 'POST', `/api/campaigns/${campaign.id}/start`);
  const mission = await ws.createMission({ steps: 1 });
  await change(ws, 'PUT', `/api/campaigns/${campaign.id}/parts/${mission}`);
  await rex.advance(HOUR);
  expect((await got(ws, '/api/achievements?state=awarded')).achievements).toEqual([]);
  await ws.approve(mission);
  await rex.runUntilIdle(HOUR);
  await rex.advance(2 * HOUR);
  await rex.idle();
  const { achievements } = await got(ws, '/api/achievements?state=awarded');
  expect(achievements).toHaveLength(2);
  expect(achievements).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        id: milestone.id,
        version: 2,
        evidence: expect.objectContaining({ value: 1, numbers: expect.objectContaining({ sent: 1 }) }),
      }),
      expect.objectContaining({
        rule: 'campaign-goals',
        campaign: campaign.id,
        evidence: expect.objectContaining({ value: 1, records: [campaign.id, mission] }),
      }),
    ]),
  );
  await rex.advance(3 * HOUR);
  await rex.idle();
  expect((await got(ws, '/api/achievements?state=awarded')).achievements).toEqual(achievements);
  const gone = await change(ws, 'DELETE', `/api/achievements/${milestone.id}`, { tag: 2 });
  expect([gone.status, gone.json.code]).toEqual([409, 'CONFLICT']);
});

it('intelligence is written down, found by what it is, and told', async () => {
  const ws = await openWorkspace(rex, 'lookout');
  const live = await connectLive(rex, 'lookout');
  live.say({ type: 'subscribe', channels: ['intelligence_channel'] });
  await live.hears(({ type }) => type === 'subscribed');
  const entry = { title: 'Fees', text: 'Up to 9 %.', source: 'Their page', confidence: 0.9 };
  const added = await made(ws, '/api/intelligence', { type: 'competitive', ...entry });
  await made(ws, '/api/intelligence', {
    type: 'regulatory',
    ...entry,
    confidence: 0.4,
    validUntil: '2020-01-01T00:00:00.000Z',
  });
  const { event } = await live.hears((message) => message.event?.data.type === 'competitive');
  expect(event.data).toMatchObject({ type: 'competitive', confidence: 0.9, validUntil: null });
  live.close();
  const list = async (query: string) =>
    (await got(ws, `/api/intelligence?${query}`)).entries.map(({ type }: { type: string }) => type);
  expect(await list('')).toEqual(['regulatory', 'competitive']);
  expect(await list('type=competitive')).toEqual(['competitive']);
  expect(await list('valid=no')).toEqual(['regulatory']);
  expect(await list('minConfidence=0.5')).toEqual(['competitive']);
  const { entries, cursor } = await got(ws, '/api/intelligence?limit=1');
  const next = await got(ws, `/api/intelligence?limit=1&cursor=${encodeURIComponent(cursor)}`);
  expect([entries[0].type, next.entries[0].type]).toEqual(['regulatory', 'competitive']);
  const path = `/api/intelligence/${added.id}`;
  expect((await change(ws, 'PATCH', path, { tag: 1, body: { confidence: 2 } })).json.fields[0].path).toBe(
    'body.confidence',
  );
  expect((await change(ws, 'PATCH', path, { tag: 1, body: { confidence: 0.5 } })).json).toMatchObject({
    version: 2,
    confidence: 0.5,
  });
  expect((await change(ws, 'DELETE', path, { tag: 1 })).status).toBe(412);
  expect((await change(ws, 'DELETE', path, { tag: 2 })).status).toBe(200);
  expect((await ws.call('GET', path)).status).toBe(404);
});

it('alerts and agents are one truth under both addresses', async () => {
  const ws = await openWorkspace(rex, 'onetruth');
  const { json } = await ws.call('POST', '/api/tasks', {
    type: 'seo.audit',
    title: 'Nobody answers',
    payload: { url: `${site.endpoint}/private` },
  });
  site.script([{ status: 200, body: 'User-agent: *\nDisallow: /' }]);
  await rex.idle();
  expect((await got(ws, `/api/tasks/${json.id}`)).status).toBe('failed');
  const { alerts } = await got(ws, '/api/alerts');
  expect(alerts).toMatchObject([{ type: 'task-failed', state: 'open' }]);
  expect((await got(ws, '/api/rex/alerts')).alerts).toEqual(alerts);
  const [{ id }] = alerts;
  expect((await ws.call('POST', `/api/alerts/${id}/acknowledge`, undefined, { role: 'viewer' })).status).toBe(
    403,
  );
  const settled = await ws.call('POST', `/api/alerts/${id}/acknowledge`);
  expect(settled.json.state).toBe('acknowledged');
  expect(await got(ws, `/api/alerts/${id}`)).toEqual(settled.json);
  expect((await got(ws, '/api/rex/alerts?state=acknowledged')).alerts).toEqual([settled.json]);

  const { agents } = await got(ws, '/api/agents');
  const status = await got(ws, '/api/rex/agents/status');
  expect(agents).toMatchObject(status.agents);
  const one = await got(ws, `/api/agents/${agents[0].name}`);
  expect(one).toEqual({ kind: 'mission', ...agents[0], latest: [], errors: [] });
});
