import { afterAll, beforeAll, expect, it } from 'vitest';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

let rex: TestRex;
let ws: TestWorkspace;
let missionId: string;
beforeAll(async () => {
  rex = await shareTestRex();
  ws = await openWorkspace(rex, 'deciders');
  missionId = await ws.createMission();
  await rex.runUntilIdle(3_600_000);
});
afterAll(() => rex?.stop());

const get = async (path: string) => (await ws.call('GET', path)).json;
const replay = async (body: object) => (await ws.call('POST', '/api/rex/decisions/replay', body)).json;

it('every decision is stored with its facts, and found by its subject', async () => {
  const { decisions } = await get(`/api/rex/decisions?missionId=${missionId}&limit=100`);
  const assigned = decisions.find(({ rule }: { rule: string }) => rule === 'ResourceAllocationRule');
  expect(assigned).toMatchObject({
    situation: 'dispatch',
    subject: missionId,
    layer: 'rules',
    action: 'assign',
    facts: { state: 'QUEUED', paused: false, settingsComplete: true, waitingFor: null },
    thresholds: { rotateBelowReputation: 0.7 },
  });
  expect(decisions.map(({ action }: { action: string }) => action)).toContain('complete');
  const times = decisions.map(({ at }: { at: string }) => at);
  expect(times).toEqual(times.toSorted().toReversed());
  const edges = await get('/api/rex/decisions?layer=state-machine&limit=100');
  expect(edges.decisions.every(({ layer }: { layer: string }) => layer === 'state-machine')).toBe(true);
});

it('pages return every decision once', async () => {
  const all = (await get('/api/rex/decisions?limit=100')).decisions.length;
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { decisions: { id: string; subject: string }[]; cursor: string | null } = await get(
      `/api/rex/decisions?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
    );
    seen.push(...page.decisions.map(({ id, subject }) => `${subject} ${id}`));
    cursor = page.cursor;
  }
  expect(seen.length).toBe(all);
  expect(new Set(seen).size).toBe(all);
});

it('decisions are counted by layer, with their durations', async () => {
  const stats = await get('/api/rex/decisions/stats');
  expect(stats).toMatchObject({ complete: true, cacheHitRate: null });
  expect(stats.layers.map(({ layer }: { layer: string }) => layer)).toEqual([
    'state-machine',
    'rules',
    'llm',
  ]);
  const [table, rules, model] = stats.layers;
  expect(table.count + rules.count + model.count).toBe(stats.read);
  expect(table.share).toBeGreaterThan(0.5);
  expect(table.latencyMs.p50).toBeLessThan(10);
  expect(model).toMatchObject({ count: 0, latencyMs: null });
});

it('a replay under the same rules finds no difference, and one under other rules reports the differences', async () => {
  const same = await replay({ since: '1h' });
  expect(same).toMatchObject({ differences: [], skipped: 0 });
  expect(same.replayed).toBeGreaterThan(3);
  const without = await replay({ since: '1h', rules: { disable: ['ResourceAllocationRule'] } });
  expect(without.differences).toEqual([
    expect.objectContaining({
      subject: missionId,
      recorded: { rule: 'ResourceAllocationRule', action: 'assign' },
      replayed: expect.objectContaining({ rule: 'NoRuleApplies', action: 'escalate' }),
    }),
  ]);
  const wrong = await ws.call('POST', '/api/rex/decisions/replay', { rules: { disable: ['NobodyRule'] } });
  expect([wrong.status, wrong.json.fields]).toEqual([
    400,
    [{ path: 'body.rules.disable.0', message: 'there is no NobodyRule' }],
  ]);
});

it('decisions of another workspace are not visible', async () => {
  const token = await rex.token('outsiders');
  const { json } = await rex.fetch('GET', '/api/rex/decisions', { token });
  expect(json.decisions).toEqual([]);
});
