import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer } from '../support/inbound-mail.ts';
import { type LocalTables, openLocalTables } from '../support/local-tables.ts';
import { failing, type ModelAnswer, type OpenAiServer, saying } from '../support/openai-server.ts';
import { type RexWithModel, startRexWithModel } from '../support/rex-with-model.ts';
import { putDays } from '../support/seat-works.ts';
import type { TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

/**
 * A quarter of a workspace as its Council sees it. The hourly schedule finds what nobody typed in, and looks again at what was
 * foreseen, decided and proposed when its day comes.
 */
const ID = 'quarter';
let rex: TestRex;
let started: RexWithModel | undefined;
let ws: TestWorkspace;
let tables: LocalTables;
let model: OpenAiServer;
beforeAll(async () => {
  started = await startRexWithModel();
  ({ rex, model } = started);
  tables = await openLocalTables(rex.awsEndpoint);
  ws = await openWorkspace(rex, ID, { settings: { dailyBudget: 4_000 } });
  await ws.call('PUT', '/api/notifications/subscription', {
    channels: { email: { from: 'info', digestFrom: null } },
  });
});
afterAll(async () => {
  tables?.close();
  await started?.stop();
});

type Json = TestWorkspace extends { call(...args: never[]): Promise<{ json: infer J }> } ? J : never;
const post = async (path: string, body: object, options = {}): Promise<Json> => {
  const { status, text, json } = await ws.call('POST', path, body, options);
  if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
  return json;
};
const get = async (path: string): Promise<Json> => (await ws.call('GET', path)).json;

it('the Seer foresees a dip, and is scored when its days have come', async () => {
  const replied = (n: number) => Math.max(0, Math.round(60 - n / 2));
  // Two weeks of them are still to come.
  const days = Array.from({ length: 84 + 14 }, (_, n) => ({ sent: 200, replied: replied(n) }));
  const now = await rex.now();
  await putDays({ now: async () => new Date(now.getTime() + 14 * DAY) }, tables, ID, days);
  const made = await post('/lords/seer/predict-trend', { metric: 'replied' });
  expect(made.result.direction).toMatch(/down$/);
  expect((await get('/lords/seer/status')).cards[0]).toMatchObject({ title: 'Open predictions', value: 1 });
  await rex.advance(16 * DAY);
  const scored = await get(`/lords/seer/predictions/${made.id}`);
  expect(scored).toMatchObject({ state: 'scored', outcome: { held: true } });
  expect(scored.outcome.measures.error).toBeLessThan(scored.outcome.measures.naiveError);
});

it('the Strategos plans around a domain in warmup', async () => {
  const slow = `second.${ID}.example`;
  await post('/api/rex/domains/add', { domain: slow, tier: 'warming', targetPerDay: 400 });
  const daysOf = async (domain: string): Promise<number> => {
    const activities = [
      { id: 'write', days: 2 },
      { id: 'send', after: ['write'], sends: { domain, count: 300 } },
    ];
    return (await post('/lords/strategos/plans/create', { title: `By ${domain}`, activities })).result.days;
  };
  expect(await daysOf(`mail.${ID}.example`)).toBe(3);
  expect(await daysOf(slow)).toBeGreaterThan(6);
});

it('missions that collide come to the Arbiter, whose decision sets their order', async () => {
  const missions: string[] = [];
  for (let n = 0; n < 5; n++) {
    await ws.importCsv(leadsCsv([`a${n}@${ID}.example`]));
    const id = await ws.createMission({ steps: 1 }, { name: `Mission ${n}` });
    missions.push(id);
    // Three hold the places of the crew, and wait for approval.
    if (n < 3) await ws.approvalOf(id);
  }
  const [first = '', second = '', third = '', early = '', late = ''] = missions;
  await rex.advance(3 * HOUR);
  const { cases } = await get('/lords/arbiter/cases');
  const found = cases.find((each: Json) => each.result.resource === 'crew:reactivation');
  expect(found).toMatchObject({
    state: 'registered',
    createdBy: 'rex',
    result: { type: 'priority_dispute' },
  });
  const caseId = found.id;
  const analysis = await post('/lords/arbiter/analysis/analyze', { caseId });
  expect(analysis.result.holders.map(({ holder }: Json) => holder).sort()).toEqual(
    [first, second, third].sort(),
  );
  const proposal = await post('/lords/arbiter/resolution/propose', { caseId });
  const { recommended, options } = proposal.result;
  const chosen = options.find(({ key }: Json) => key === recommended);
  expect(chosen.shares.map(({ party }: Json) => party)).toEqual([early, late]);
  const decision = await post('/lords/arbiter/decision/make', {
    proposalId: proposal.id,
    option: recommended,
    reason: 'Nobody is in a hurry.',
  });
  expect(decision.state).toBe('enforced');
  await ws.approve(first);
  await rex.runUntilIdle(HOUR);
  expect(await ws.mission(first)).toMatchObject({ state: 'COMPLETED' });
  expect([(await ws.mission(early)).state, (await ws.mission(late)).state]).toEqual(['EXECUTING', 'QUEUED']);
  for (const id of [second, third, early]) await ws.approve(id);
  // The domain in warmup sends a part of them on later days.
  await rex.runUntilIdle(5 * DAY);
  await ws.approve(late);
  await rex.advance(15 * DAY);
  expect(await get(`/lords/arbiter/decisions/${decision.id}`)).toMatchObject({ state: 'final' });
});

it('the Aesthete stops a bad newsletter, and lets a good one come to its approval', async () => {
  await ws.settings({ quality: { gate: true } });
  await post('/api/newsletters', {
    id: 'news',
    name: 'News',
    purpose: 'What is new, once a month',
    form: 'I want it.',
  });
  await post('/api/newsletters/news/subscribers', {
    email: `reader@${ID}.example`,
    proof: { at: '2026-01-02T10:00:00.000Z', source: 'The fair', text: 'I want it.' },
  });
  const issue = async (subject: string, html: string): Promise<Json> => {
    const payload = { list: 'news', subject, html };
    const { id } = await post('/api/tasks', { type: 'newsletter.send', title: subject, payload });
    await rex.advance(HOUR);
    return get(`/api/tasks/${id}`);
  };
  const bad = await issue('ACT NOW!!! 100% FREE', '<p>CLICK HERE NOW!!! Best ever, guaranteed!!!</p>');
  expect(bad.status).not.toBe('awaiting_approval');
  expect(bad.error).toContain('Its quality is');
  const good = await issue(
    'Our bench is open on 4 May',
    '<p>Your turntable gets a new belt in 20 minutes. Bring it to 12 Quay Street on 4 May.</p><p>We check the needle as well. You pay 15 dollars, and we tell you before we change more.</p>',
  );
  expect(good).toMatchObject({ status: 'awaiting_approval' });
});

it('the Cognition learns from what happened, and a setting changes by approval', async () => {
  await rex.advance(2 * HOUR);
  const { learning } = await get('/lords/cognition/learning/recent?limit=100');
  const ofMission = learning.find((each: Json) => each.result.topic === 'missions.lead_reactivation');
  expect(ofMission).toMatchObject({ state: 'standing', createdBy: 'rex' });
  const { topic } = ofMission.result;
  const { result } = await post('/lords/cognition/synthesis/create', { kind: 'pattern', topic });
  expect(result.counts.trials).toBe(5);
  const mentoring = await post('/lords/cognition/mentoring/provide', {
    setting: 'dailyBudget',
    to: 3_000,
    advice: 'Nobody needs more than that.',
    learnings: [ofMission.id],
  });
  expect(mentoring).toMatchObject({ state: 'asked' });
  const { approvalId } = mentoring.result;
  expect((await get('/api/rex/settings')).dailyBudget).toBe(4_000);
  const { digest } = await get(`/api/approvals/${approvalId}`);
  await post(`/api/approvals/${approvalId}/approve`, { digest });
  expect((await get('/api/rex/settings')).dailyBudget).toBe(3_000);
});

/** Writes every message that it is asked for. */
const writing: ModelAnswer = (response, asked) => {
  const { messages = [] } = JSON.parse(asked.messages[1]?.content ?? '{}');
  const drafted = messages.map(({ step, stages }: { step: number; stages: string[] }) => ({
    step,
    subject: 'A word from {{ brandName }}',
    paragraphs: stages.map((stage) => ({
      stage,
      text: 'It has been quiet between us. Shall we talk again?',
    })),
  }));
  return saying({ messages: drafted })(response, asked);
};
/** What the model is told when it writes a mission. */
const toldForMission = async (
  leads: readonly string[],
  params = {},
): Promise<{ id: string; system: string }> => {
  model.answer = writing;
  await ws.importCsv(leadsCsv(leads));
  const before = model.asked.length;
  const id = await ws.createMission({ steps: 1, ...params });
  await ws.approvalOf(id);
  model.answer = failing(500);
  const asked = model.asked.slice(before).filter(({ raw }) => raw.includes('drafted_variant'));
  expect(asked.length).toBeGreaterThan(0);
  return { id, system: asked.at(-1)?.messages[0]?.content ?? '' };
};

it('what the model is told changes by approval, on what an experiment has shown', async () => {
  const people = Array.from({ length: 60 }, (_, n) => `e${n}@${ID}.example`);
  const { id: missionId, system: before } = await toldForMission(people, { collectDays: 3 });
  expect(before).not.toContain('instructions');
  await ws.approve(missionId);
  await rex.runUntilIdle(HOUR);
  const sent = await ws.messages(missionId);
  const mails = await ws.mails();
  const ofB = new Set<string>();
  for (const { leadId, variant } of sent) if (variant === 'B') ofB.add(leadId);
  // All of them: chance gives B more people or fewer, and the test has to decide for any number.
  let answered = 0;
  for (const mail of mails.filter(({ to }) => people.includes(to))) {
    if (!ofB.has(await ws.leadId(mail.to))) continue;
    await answer(rex, mail, 'Yes, I am interested. Please tell me more.');
    answered += 1;
  }
  expect(answered).toBeGreaterThan(10);
  await rex.advance(5 * DAY);
  expect(await ws.mission(missionId)).toMatchObject({ state: 'COMPLETED' });
  const { learning } = await get('/lords/cognition/learning/recent?limit=100');
  const of = (topic: string): Json =>
    learning.find(({ result }: Json) => result.topic === topic && result.source.id === missionId);
  expect(of('wanted.interested').result.counts).toEqual({ successes: answered, trials: answered });
  const shown = of('variants.b-against-a');
  expect(shown.result).toMatchObject({ kind: 'success', source: { kind: 'mission', id: missionId } });

  const to = 'Write in the way of variant B: begin with a question.\nKeep it under 60 words.';
  const mentoring = await post('/lords/cognition/mentoring/provide', {
    setting: 'llm.instructions.messages',
    to,
    advice: 'Variant B was answered more.',
    learnings: [shown.id],
  });
  const { approvalId, agent } = mentoring.result;
  expect(agent).toBe('PersonalizerAgent');
  const { digest, change } = await get(`/api/approvals/${approvalId}`);
  expect(change.change).toEqual({ setting: 'llm.instructions.messages', from: '', to });
  await post(`/api/approvals/${approvalId}/approve`, { digest });
  expect((await get('/api/rex/settings')).llm.instructions).toEqual({ messages: to, answers: '' });
  const { system } = await toldForMission([`after@${ID}.example`]);
  // The same rules, and below them what was approved.
  expect(system.startsWith(before)).toBe(true);
  expect(system.endsWith(JSON.stringify({ instructions: to }))).toBe(true);
});

it('the Herald tells the right people, once', async () => {
  const words = { title: 'The quarter is over', text: 'The printer is back.' };
  const asked = await post('/lords/herald/broadcast/send', words, { headers: { 'idempotency-key': 'q' } });
  const again = await post('/lords/herald/broadcast/send', words, { headers: { 'idempotency-key': 'q' } });
  expect(again.id).toBe(asked.id);
  expect(asked.result.counts).toMatchObject({ email: 1 });
  await post(`/lords/herald/broadcasts/${asked.id}/approve`, { digest: asked.result.digest });
  await rex.advance(HOUR);
  const told = (await rex.mails()).filter(({ mail }) => mail.subject?.includes(words.title));
  expect(told.map(({ to }) => to)).toEqual([`owner@${ID}.example`]);
});

it('the Architect finds the function that became slow, and when', async () => {
  const analyze = async (): Promise<Json> =>
    (await post('/lords/architect/architecture/analyze', { days: 2 })).result;
  const hours = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      await analyze();
      await rex.advance(HOUR);
    }
  };
  await hours(12);
  const since = await rex.now();
  // What this function alone asks AWS for takes half a second longer.
  const slow = { kind: 'delay', target: 'GetMetricData', rate: 1, delayMs: 500 };
  await rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules: [slow] }) });
  await hours(12);
  await rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules: [] }) });
  const { functions, findings } = await analyze();
  const own = functions.find(({ component }: Json) => component === 'http-architect');
  expect(own.change).toMatchObject({ beforeMs: expect.any(Number), afterMs: expect.any(Number) });
  expect(own.change.afterMs - own.change.beforeMs).toBeGreaterThan(400);
  expect(Math.abs(Date.parse(own.change.at) - since.getTime())).toBeLessThanOrEqual(2 * HOUR);
  expect(findings.map(({ component }: Json) => component)).toContain('http-architect');
});

it('every event that was written matches the catalogue', () => expectCatalogued(rex));
