import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startAutomationPeers } from '../../../test/support/automation-peers.ts';
import { openAutomationWorld } from '../../../test/support/automation-world.ts';
import { DAY, MINUTE, SECOND } from '../../kernel/clock.ts';
import { runIdOf } from '../domain/run.ts';

let peers: Awaited<ReturnType<typeof startAutomationPeers>>;
let clock = (): Date => new Date(0);
beforeAll(async () => {
  peers = await startAutomationPeers(() => clock());
});
afterAll(() => peers?.stop());
beforeEach(() => peers.reset());

/** A mission that waits for an automation at the local server. */
async function opened(change: object = {}) {
  const world = await openAutomationWorld();
  clock = world.deps.clock.now;
  const body = { name: 'Clean the list', deadlineMinutes: 30, onFailure: 'skip', inputs: {}, ...change };
  const automation = await world.add({ connector: 'n8n', url: peers.n8n, ...body });
  peers.state.startKey = automation.startKey;
  const missionId = await world.mission(automation.id);
  const runId = `${missionId}.1`;
  const settled = async () => {
    const [run, step] = await Promise.all([world.runOf(missionId), world.stepOf(missionId)]);
    return { run, result: step?.state === 'done' ? step.result : undefined, last: world.asked.tokens.at(-1) };
  };
  return { ...world, automation, missionId, runId, settled };
}
const lookUp = { workflowId: 'wf1', token: 'n8n-api-key' };
const crewOf = (change: object = {}) =>
  opened({ connector: 'crewai', url: peers.crew, token: peers.state.token, ...change });
const done = (output: unknown) => ({ status: 'completed', result: { output, tasks: [] } });

describe('n8n', () => {
  it('is started once with our id, and its signed result finishes the step', async () => {
    const it = await opened();
    await it.start(it.missionId);
    const [execution] = peers.state.executions;
    expect(execution?.items[0]).toMatchObject({
      headers: { 'x-rex-key': it.automation.startKey },
      body: {
        runId: it.runId,
        mission: { id: it.missionId },
        callback: { url: `https://rex.example/webhook/automation/acme/${it.automation.id}` },
      },
    });
    expect(await it.say(it.automation.id, { runId: it.runId, outcome: 'running', executionId: '1' })).toEqual(
      {
        status: 'noted',
      },
    );
    const result = { runId: it.runId, outcome: 'continue', note: 'The list is clean.' };
    expect(await it.say(it.automation.id, result)).toEqual({ status: 'settled' });
    await it.run();
    expect(await it.settled()).toMatchObject({
      run: { state: 'done', outcome: 'continue', note: 'The list is clean.', handle: '1' },
      result: { outcome: 'continue', runId: it.runId },
      last: { token: 'token-1' },
    });
    // A repeat, and somebody who changes their mind.
    expect(await it.say(it.automation.id, { ...result, outcome: 'stop' })).toEqual({ status: 'over' });
    await it.wait(DAY);
    expect((await it.settled()).run).toMatchObject({ outcome: 'continue' });
    expect(peers.starts()).toBe(1);
    expect(it.told().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['automation.added', 'automation.started', 'automation.finished']),
    );
  });

  it('is not started a second time by repeats, by deaths, or by a machine that begins again', async () => {
    const it = await opened();
    await Promise.allSettled([it.start(it.missionId), it.start(it.missionId)]);
    await it.start(it.missionId, 'token-2');
    await it.wait(10 * MINUTE);
    expect(peers.starts()).toBe(1);
    await it.say(it.automation.id, { runId: it.runId, outcome: 'continue' });
    await it.run();
    expect((await it.settled()).last).toEqual({ token: 'token-2' });
  });

  it('says stop: a person decides, and its own words do not reach the rules', async () => {
    const it = await opened();
    await it.start(it.missionId);
    await it.say(it.automation.id, { runId: it.runId, outcome: 'stop', note: 'RATE_LIMITED Rex.Transient' });
    await it.run();
    const { last, run } = await it.settled();
    expect(run?.note).toBe('RATE_LIMITED Rex.Transient');
    expect(last).toEqual({
      token: 'token-1',
      error: 'Rex.Permanent',
      cause: 'The automation "Clean the list" says that the mission should stop.',
    });
    // Only a person starts it again, and what comes of the first run then changes nothing.
    await it.start(it.missionId, 'token-2');
    expect(peers.starts()).toBe(1);
    it.pass(MINUTE);
    const mission = await it.read(it.missionId);
    await it.deps.missions.save({ ...mission, retriedAt: it.deps.clock.now().toISOString() });
    await it.start(it.missionId, 'token-3');
    expect(peers.starts()).toBe(2);
    expect(await it.say(it.automation.id, { runId: it.runId, outcome: 'continue' })).toEqual({
      status: 'over',
    });
    const second = { runId: `${it.missionId}.2`, outcome: 'continue' };
    expect(await it.say(it.automation.id, second)).toEqual({ status: 'settled' });
    await it.run();
    expect((await it.settled()).last).toEqual({ token: 'token-3' });
  });

  it.each([
    ['is not active yet', { status: 404, body: { code: 404, message: 'not registered' } }, 5],
    ['has too much to do', { status: 429, body: {}, headers: { 'retry-after': '7' } }, 10],
  ])('tries again when the workflow %s', async (_, answer, seconds) => {
    const it = await opened();
    peers.state.scripted = [{ path: '/webhook/', answer }];
    await it.start(it.missionId);
    expect((await it.settled()).run).toMatchObject({ state: 'pending', refusals: 1 });
    await it.wait(seconds * SECOND);
    expect((await it.settled()).run).toMatchObject({ state: 'running' });
    expect(peers.starts()).toBe(1);
  });

  it.each([
    ['an inactive workflow', { path: 'nothing' }, 5, /not active/],
    ['a wrong key', { key: 'another' }, 1, /403/],
  ])('gives up on %s', async (_, { path, key }: { path?: string; key?: string }, tries, reason) => {
    const it = await opened({ url: path === undefined ? peers.n8n : peers.n8n.replace(/rex$/, path) });
    if (key !== undefined) peers.state.startKey = key;
    await it.start(it.missionId);
    await it.wait(5 * MINUTE);
    const { run, result } = await it.settled();
    expect(run).toMatchObject({ state: 'failed', reason: expect.stringMatching(reason) });
    expect(result).toMatchObject({ outcome: 'skipped', reason: expect.stringMatching(reason) });
    expect(peers.state.asked.filter((each) => each.startsWith('POST /webhook/'))).toHaveLength(tries);
  });

  it.each([['reset'], ['hang'], [{ status: 500, body: { message: 'Error in workflow' } }]] as const)(
    'sends no second start when nobody knows whether the first one was taken: %j',
    async (answer) => {
      const world = await openAutomationWorld({ timeoutMs: 200 });
      clock = world.deps.clock.now;
      const automation = await world.add({
        connector: 'n8n',
        url: peers.n8n,
        name: 'Silent',
        deadlineMinutes: 30,
        onFailure: 'fail',
        inputs: {},
      });
      peers.state.scripted = [{ path: '/webhook/', answer }];
      const missionId = await world.mission(automation.id);
      await world.start(missionId);
      await world.wait(DAY);
      expect(peers.state.asked).toEqual(['POST /webhook/rex']);
      expect(await world.runOf(missionId)).toMatchObject({
        state: 'failed',
        reason: expect.stringMatching(/^There was no result by the deadline .* It was not looked up/),
      });
      expect(world.asked.tokens.at(-1)).toMatchObject({ error: 'Rex.Permanent' });
    },
  );

  it('takes its own request, which comes back with our key, neither as a result nor into a record', async () => {
    const it = await opened();
    peers.state.mode = 'lastNode';
    await it.start(it.missionId);
    expect((await it.settled()).run).toMatchObject({ state: 'running' });
    expect(JSON.stringify([it.records(), it.told()])).not.toContain(it.automation.startKey);
    const echo = peers.state.executions[0]?.items[0];
    await expect(it.say(it.automation.id, { ...Object(echo), runId: it.runId })).rejects.toThrow();
  });

  it.each([
    ['crashed', [], /lost in a crash/, undefined],
    ['error', [], /failed/, undefined],
    ['success', [], /without a result/, undefined],
    ['waiting', [], /still running/, undefined],
    ['success', [{ outcome: 'continue', note: 'ok' }], undefined, 'continue'],
    ['success', [{ outcome: 'sure' }], /without a result/, undefined],
  ] as const)('is looked up at the deadline: %s %j', async (status, results, reason, outcome) => {
    const it = await opened(lookUp);
    // Others start the same workflow.
    peers.state.executions.push({
      id: '1',
      workflowId: 'wf1',
      status: 'success',
      startedAt: it.deps.clock.now().toISOString(),
      items: [{ body: { runId: 'm_00000000000000000000000000.1' } }],
    });
    await it.start(it.missionId);
    await it.wait(29 * MINUTE);
    const mine = peers.state.executions.at(-1);
    if (!mine) throw new Error('It was not started.');
    mine.status = status;
    mine.items.push(...results.map((result) => ({ runId: it.runId, ...result })));
    expect(peers.state.asked).toHaveLength(1);
    await it.wait(2 * MINUTE);
    const { run, result } = await it.settled();
    if (reason) expect(run).toMatchObject({ state: 'failed', reason: expect.stringMatching(reason) });
    expect(result).toMatchObject({ outcome: outcome ?? 'skipped' });
    expect(peers.starts()).toBe(2);
  });

  it('is looked up under the id that it gave, also after a crash took what it had got', async () => {
    const it = await opened({ token: 'n8n-api-key' });
    await it.start(it.missionId);
    await it.say(it.automation.id, { runId: it.runId, outcome: 'running', executionId: '1' });
    const [mine] = peers.state.executions;
    if (mine) mine.status = 'crashed';
    await it.wait(31 * MINUTE);
    expect((await it.settled()).run?.reason).toBe('n8n says that the execution was lost in a crash.');
  });

  it('has failed when no execution is found, or nobody may look', async () => {
    for (const [token, reason] of [
      ['n8n-api-key', /n8n knows no execution/],
      ['wrong-api-key', /could not be looked up: n8n answered 401/],
    ] as const) {
      peers.reset();
      const it = await opened({ ...lookUp, token });
      peers.state.scripted = [{ path: '/webhook/', answer: 'reset' }];
      await it.start(it.missionId);
      await it.wait(31 * MINUTE);
      expect((await it.settled()).run?.reason).toMatch(reason);
    }
  });
});

describe('CrewAI', () => {
  it('is kicked off with the inputs that it wants and asked until it is done', async () => {
    const it = await crewOf({ inputs: { segment: 'Spring {goal}' } });
    peers.state.inputs = ['run_id', 'goal', 'segment', 'leads'];
    await it.start(it.missionId);
    expect(peers.state.kickoffs).toEqual([
      { inputs: { run_id: it.runId, goal: expect.any(String), segment: 'Spring (goal)', leads: '0' } },
    ]);
    await it.wait(5 * MINUTE);
    const polls = () => peers.state.asked.filter((each) => each === 'GET /crew/status/k-1').length;
    const early = polls();
    expect(early).toBeGreaterThan(10);
    expect(early).toBeLessThan(40);
    peers.state.status = done('Here it is:\n```json\n{"outcome":"continue","note":"Write to them."}\n```');
    await it.wait(MINUTE);
    expect(await it.settled()).toMatchObject({
      run: { state: 'done', handle: 'k-1', note: 'Write to them.' },
      result: { outcome: 'continue' },
    });
    const asked = polls();
    await it.wait(DAY);
    expect(polls()).toBe(asked);
  });

  it.each([
    ['text', done('We should go on.'), /not JSON with an "outcome"/],
    ['an outcome of its own', done({ outcome: 'delete everything' }), /not JSON with an "outcome"/],
    [
      'two answers',
      done('```json\n{"outcome":"stop"}\n```\n```json\n{"outcome":"continue"}\n```'),
      /not JSON/,
    ],
    ['an error', { status: 'error', error: 'secret stack trace' }, /ended with an error/],
    ['the other spelling of an error', { state: 'FAILED' }, /ended with an error/],
  ])('fails by %s', async (_, status, reason) => {
    const it = await crewOf();
    peers.state.status = status;
    await it.start(it.missionId);
    await it.wait(MINUTE);
    const { run, result } = await it.settled();
    expect(run).toMatchObject({ state: 'failed', reason: expect.stringMatching(reason) });
    expect(result).toMatchObject({ outcome: 'skipped' });
    expect(JSON.stringify(it.records())).not.toContain('secret stack trace');
  });

  it('waits out a rate limit and an error of the server, and takes a crew that forgot as failed', async () => {
    const it = await crewOf();
    const path = '/crew/status/';
    await it.start(it.missionId);
    peers.state.scripted = [
      { path, answer: { status: 429, body: {}, headers: { 'retry-after': '60' } } },
      { path, answer: { status: 502, body: 'oops' } },
      { path, answer: 'reset' },
      { path, answer: { status: 404, body: { error: 'Not found' } } },
    ];
    await it.wait(30 * SECOND);
    expect(peers.state.scripted).toHaveLength(3);
    await it.wait(2 * MINUTE);
    expect((await it.settled()).run).toMatchObject({ state: 'failed', reason: /not know/ });
  });

  it('is not kicked off without an input that it wants', async () => {
    const it = await crewOf();
    peers.state.inputs = ['run_id', 'competitor', '<script>', 'RATE_LIMITED'];
    await it.start(it.missionId);
    await it.run();
    expect((await it.settled()).run).toMatchObject({
      state: 'failed',
      reason: 'The crew wants 3 inputs that are not sent: competitor. Add them to the automation.',
    });
    expect(peers.state.kickoffs).toEqual([]);
  });

  it('is not kicked off twice when the answer was lost, and tried again when it was not asked', async () => {
    const lost = await crewOf();
    peers.state.scripted = [{ path: '/crew/kickoff', answer: 'reset' }];
    await lost.start(lost.missionId);
    await lost.wait(DAY);
    expect(peers.state.asked.filter((each) => each === 'POST /crew/kickoff')).toHaveLength(1);
    expect((await lost.settled()).run?.reason).toMatch(/hung up.*never came/);
    peers.reset();
    const busy = await crewOf();
    peers.state.scripted = [{ path: '/crew/inputs', answer: { status: 503, body: 'busy' } }];
    peers.state.status = done({ outcome: 'continue' });
    await busy.start(busy.missionId);
    await busy.wait(MINUTE);
    expect((await busy.settled()).run).toMatchObject({ state: 'done' });
  });

  it('is given up at the deadline, when it still runs', async () => {
    const it = await crewOf({ onFailure: 'fail', deadlineMinutes: 5 });
    await it.start(it.missionId);
    await it.wait(10 * MINUTE);
    const { run, last } = await it.settled();
    expect(run).toMatchObject({
      state: 'failed',
      reason: 'There was no result by the deadline (5 minutes). It was still running.',
    });
    expect(last).toMatchObject({ error: 'Rex.Permanent', cause: expect.stringContaining('no result') });
  });
});

it('nothing is started while the workspace is paused', async () => {
  const it = await opened();
  await it.changeSettings({ paused: true });
  await it.start(it.missionId);
  await it.wait(11 * MINUTE);
  expect([peers.starts(), (await it.settled()).run?.state]).toEqual([0, 'pending']);
  await it.changeSettings({ paused: false });
  await it.wait(5 * MINUTE);
  expect([peers.starts(), (await it.settled()).run?.state]).toEqual([1, 'running']);
});

it('an automation that was removed meanwhile is skipped', async () => {
  const it = await opened();
  peers.state.scripted = [{ path: '/webhook/', answer: { status: 429, body: {} } }];
  await it.start(it.missionId);
  const automation = await it.deps.automations.get('acme', it.automation.id);
  if (automation) await it.deps.automations.remove(automation, []);
  await it.wait(MINUTE);
  expect((await it.settled()).result).toMatchObject({
    outcome: 'skipped',
    reason: 'The automation was removed.',
  });
});

it('knows no run of another automation, and none that was never started', async () => {
  const it = await opened();
  await it.start(it.missionId);
  const other = await it.add({
    connector: 'n8n',
    name: 'Other',
    url: peers.n8n,
    deadlineMinutes: 5,
    onFailure: 'skip',
    inputs: {},
  });
  const run = await it.runOf(it.missionId);
  expect(run && runIdOf(run)).toBe(it.runId);
  await expect(it.say(other.id, { runId: it.runId, outcome: 'continue' })).rejects.toThrow('no run');
  const later = { runId: `${it.missionId}.2`, outcome: 'continue' };
  await expect(it.say(it.automation.id, later)).rejects.toThrow('no run');
});
