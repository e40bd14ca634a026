import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { MINUTE } from '../../kernel/clock.ts';
import { type Assignment, assignmentIdOf, assignmentOfModel, offerAssignment } from '../domain/assignment.ts';
import type { ExternalAgent } from '../domain/external-agent.ts';
import { answerAgent } from './answer-agent.ts';
import { askExternalAgents } from './ask-external-agents.ts';
import { listExternalAgents, registerAgent, revokeAgent, rotateAgentSecret } from './external-agents.ts';

const STEP = 'personalize';
const [FIRST, SECOND] = [1, 2].map((n) => `m_${String(n).repeat(26)}`) as [string, string];
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const work = { personalize: { answer: z.strictObject({ text: z.string() }) } };
const GOOD = { text: 'Hello' };

/** Two external agents, and one assignment for whoever takes it first. */
async function offered() {
  const rex = openRex();
  const deps = { ...rex.ports, work, secret: 's' };
  const register = async (name: string): Promise<ExternalAgent> => {
    const { id } = await registerAgent(deps, {
      workspace: WORKSPACE,
      name,
      agentVersion: 1,
      steps: [STEP],
      cause,
    });
    const agent = await deps.agents.get(WORKSPACE, id);
    if (!agent) throw new Error('It is not registered.');
    return agent;
  };
  const [ann, bob] = [await register('Ann'), await register('Bob')];
  let prepared = 0;
  const ask = (missionId = FIRST) =>
    askExternalAgents(deps, { workspace: WORKSPACE, missionId, step: STEP, correlationId: 'c-1' }, () => ({
      task: { tone: 'warm' },
      prepare: async () => void prepared++,
    }));
  expect(await ask()).toBe('waiting');
  const read = async (missionId = FIRST): Promise<Assignment> => {
    const found = await deps.assignments.get(WORKSPACE, assignmentIdOf(missionId, STEP));
    if (!found) throw new Error('There is no assignment.');
    return found;
  };
  const say = (agent: ExternalAgent, body: Parameters<typeof answerAgent>[2], request = 'w-1', change = {}) =>
    answerAgent({ ...deps, ...change }, agent, body, request);
  const take = (agent: ExternalAgent, request = 'w-1') => say(agent, { action: 'take' }, request);
  const of = (epoch: number) => ({ assignmentId: assignmentIdOf(FIRST, STEP), epoch });
  return {
    ...rex,
    deps,
    ann,
    bob,
    ask,
    read,
    say,
    take,
    of,
    prepared: () => prepared,
    names: () =>
      rex
        .told()
        .map(({ name }) => name)
        .filter((name) => name.startsWith('assignment.'))
        .toSorted(),
    runs: () => deps.log.list(WORKSPACE, 9),
  };
}

describe('askExternalAgents', () => {
  it('offers a step once, and looks again at its deadline', async () => {
    const rex = await offered();
    expect(await rex.ask()).toBe('waiting');
    expect(rex.prepared()).toBe(1);
    expect(rex.names()).toEqual(['assignment.offered']);
    expect(await rex.read()).toMatchObject({
      state: 'offered',
      task: { tone: 'warm' },
      deadline: '2026-03-05T12:30:00.000Z',
    });
    expect(rex.asked.wakes).toMatchObject([
      {
        at: '2026-03-05T12:30:00.000Z',
        message: { kind: 'continue-step', workspace: WORKSPACE, missionId: FIRST, step: STEP },
      },
    ]);
  });

  it('does the step itself where nobody may do it: no agent, a revoked one, or one of another workspace', async () => {
    const rex = await offered();
    const step = { missionId: SECOND, step: STEP, correlationId: 'c-1' } as const;
    const offer = () => {
      throw new Error('Nobody should be offered anything.');
    };
    expect(await askExternalAgents(rex.deps, { ...step, workspace: 'beta' }, offer)).toBe('own');
    for (const { id } of [rex.ann, rex.bob]) await revokeAgent(rex.deps, { workspace: WORKSPACE, id, cause });
    expect(await askExternalAgents(rex.deps, { ...step, workspace: WORKSPACE }, offer)).toBe('own');
    expect(rex.names()).toEqual(['assignment.offered']);
  });

  it('hands on what came back, and who did it', async () => {
    const rex = await offered();
    await rex.take(rex.ann);
    await rex.say(rex.ann, { action: 'result', ...rex.of(1), result: GOOD });
    expect(await rex.ask()).toEqual({ result: GOOD, by: rex.ann.id });
  });

  it('does the step itself after the deadline, which it writes down and tells once', async () => {
    const rex = await offered();
    rex.pass(30 * MINUTE - 1);
    expect(await rex.ask()).toBe('waiting');
    rex.pass(1);
    expect(await rex.ask()).toBe('own');
    const given = await rex.read();
    expect(given).toMatchObject({ state: 'given_up', reason: 'Nobody did it in time.' });
    expect(await rex.ask()).toBe('own');
    expect(await rex.read()).toEqual(given);
    expect(rex.names()).toEqual(['assignment.given-up', 'assignment.offered']);
  });
});

describe('answerAgent', () => {
  it('gives an assignment to the first who asks, with its task and the schema of the result', async () => {
    const rex = await offered();
    expect(await rex.take(rex.ann)).toMatchObject({
      status: 'taken',
      assignment: {
        epoch: 1,
        task: { tone: 'warm' },
        leaseUntil: '2026-03-05T12:02:00.000Z',
        answerSchema: { required: ['text'] },
      },
    });
    expect(await rex.take(rex.bob, 'w-2')).toEqual({ status: 'nothing', assignment: null });
    expect(await rex.read()).toMatchObject({ state: 'taken', lease: { agent: rex.ann.id } });
  });

  it('gives the same assignment for a request that comes again, and changes nothing', async () => {
    const rex = await offered();
    const first = await rex.take(rex.ann);
    const before = rex.records();
    expect(await rex.take(rex.ann)).toEqual(first);
    expect(rex.records()).toEqual(before);
    expect(rex.names()).toEqual(['assignment.offered', 'assignment.taken']);
  });

  it('gives nothing that somebody else holds, though their requests have the same id', async () => {
    const rex = await offered();
    await rex.take(rex.ann, '1');
    expect(await rex.take(rex.bob, '1')).toMatchObject({ status: 'nothing' });
    await rex.deps.assignments.create(
      assignmentOfModel(
        offerAssignment(
          { workspace: WORKSPACE, missionId: SECOND, step: STEP, task: {}, correlationId: 'c' },
          rex.deps.clock.now(),
        ),
        'background',
      ),
      [],
    );
    expect(await rex.take(rex.bob, 'background')).toMatchObject({ status: 'nothing' });
  });

  it('gives one of two who take at the same moment the assignment, and the other one nothing', async () => {
    const rex = await offered();
    const assignments = meanwhile(rex.deps.assignments, 'open', () => rex.take(rex.bob, 'w-2'));
    const answer = await rex.say(rex.ann, { action: 'take' }, 'w-1', { assignments });
    expect(answer).toMatchObject({ status: 'nothing' });
    expect(await rex.read()).toMatchObject({ epoch: 1, lease: { agent: rex.bob.id } });
  });

  it('gives only steps that the agent may do and asks for, and the oldest first', async () => {
    const rex = await offered();
    rex.pass(1000);
    await rex.ask(SECOND);
    expect(await rex.say({ ...rex.ann, steps: [] }, { action: 'take', steps: [STEP] })).toMatchObject({
      status: 'nothing',
    });
    expect(await rex.take({ ...rex.ann, workspace: 'beta' })).toMatchObject({ status: 'nothing' });
    expect(await rex.take(rex.ann)).toMatchObject({ assignment: { missionId: FIRST } });
    expect(await rex.take(rex.ann, 'w-2')).toMatchObject({ assignment: { missionId: SECOND } });
  });

  it('keeps the lease of whoever reports in time, and gives the assignment on when nobody does', async () => {
    const rex = await offered();
    await rex.take(rex.ann);
    rex.pass(MINUTE);
    expect(await rex.say(rex.ann, { action: 'heartbeat', ...rex.of(1) })).toMatchObject({
      status: 'held',
      assignment: { leaseUntil: '2026-03-05T12:03:00.000Z' },
    });
    rex.pass(2 * MINUTE);
    expect(await rex.take(rex.bob, 'w-2')).toMatchObject({ status: 'taken', assignment: { epoch: 2 } });
    const before = rex.records();
    for (const action of [
      { action: 'heartbeat', ...rex.of(1) },
      { action: 'result', ...rex.of(1), result: GOOD },
      { action: 'failure', ...rex.of(1), code: 'x', retry: true },
    ] as const)
      await expect(rex.say(rex.ann, action)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(rex.records()).toEqual(before);
    expect(rex.asked.queue).toEqual([]);
  });

  it('settles with the result, counts the run, and lets the mission go on', async () => {
    const rex = await offered();
    await rex.take(rex.ann);
    rex.pass(MINUTE);
    const answer = await rex.say(rex.ann, { action: 'result', ...rex.of(1), result: GOOD });
    expect(answer).toEqual({ status: 'settled', assignment: null });
    expect(await rex.read()).toMatchObject({ state: 'done', result: GOOD });
    expect(await rex.runs()).toMatchObject([
      { outcome: 'done', durationMs: MINUTE, missionId: FIRST, step: STEP },
    ]);
    expect(rex.asked.queue).toEqual([
      { kind: 'continue-step', workspace: WORKSPACE, missionId: FIRST, step: STEP },
    ]);
  });

  it('takes the first result only, however often one comes', async () => {
    const rex = await offered();
    await rex.take(rex.ann);
    await rex.say(rex.ann, { action: 'result', ...rex.of(1), result: GOOD });
    await rex.say(rex.ann, { action: 'result', ...rex.of(1), result: { text: 'Other' } });
    expect(await rex.read()).toMatchObject({ result: GOOD });
    expect(rex.names()).toEqual(['assignment.done', 'assignment.offered', 'assignment.taken']);
    expect(await rex.runs()).toHaveLength(1);
    expect(rex.asked.queue, 'is harmless, and the first may have been lost').toHaveLength(2);
  });

  it('is mended by the repeat when it died after the result was kept', async () => {
    const rex = await offered();
    await rex.take(rex.ann);
    const result = { action: 'result', ...rex.of(1), result: GOOD } as const;
    const queue = dying(rex.deps.queue, 'send');
    await expect(rex.say(rex.ann, result, 'w-1', { queue })).rejects.toThrow('dies');
    await rex.say(rex.ann, result);
    expect(rex.asked.queue).toHaveLength(1);
    expect(await rex.runs()).toHaveLength(1);
  });

  it('refuses a result of another shape, names the field, and the agent still holds it', async () => {
    const rex = await offered();
    await rex.take(rex.ann);
    const before = rex.records();
    for (const [result, path] of [
      [{ text: 1 }, 'body.result.text'],
      [{ ...GOOD, more: 1 }, 'body.result'],
    ] as const)
      await expect(rex.say(rex.ann, { action: 'result', ...rex.of(1), result })).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: [{ path }],
      });
    expect(rex.records()).toEqual(before);
  });

  it('offers again what an agent gave back, and gives it up after three', async () => {
    const rex = await offered();
    for (const epoch of [1, 2, 3]) {
      await rex.take(rex.ann, `w-${epoch}`);
      const answer = await rex.say(rex.ann, {
        action: 'failure',
        ...rex.of(epoch),
        code: 'BUSY',
        retry: true,
      });
      expect(answer).toEqual({ status: 'given_back', assignment: null });
      if (epoch < 3) expect(rex.asked.queue).toEqual([]);
    }
    expect(await rex.read()).toMatchObject({ state: 'given_up', epoch: 3 });
    expect(rex.names().filter((name) => name === 'assignment.given-back')).toHaveLength(2);
    expect(rex.asked.queue).toHaveLength(1);
    expect((await rex.runs()).map(({ outcome, error }) => [outcome, error])).toEqual(
      Array.from({ length: 3 }, () => ['failed', 'BUSY']),
    );
  });

  it('gives up at once what an agent says nobody can do', async () => {
    const rex = await offered();
    await rex.take(rex.ann);
    await rex.say(rex.ann, { action: 'failure', ...rex.of(1), code: 'NO', retry: false });
    expect(await rex.read()).toMatchObject({ state: 'given_up', reason: expect.stringContaining('NO') });
    expect(await rex.ask()).toBe('own');
  });

  it('gives up what three agents have died over as soon as a fourth asks, and the mission goes on', async () => {
    const rex = await offered();
    for (const n of [1, 2, 3]) {
      await rex.take(rex.ann, `w-${n}`);
      rex.pass(3 * MINUTE);
    }
    expect(await rex.take(rex.bob, 'w-4')).toMatchObject({ status: 'nothing' });
    expect(await rex.read()).toMatchObject({ state: 'given_up' });
    expect(rex.asked.queue).toHaveLength(1);
    expect(rex.names().filter((name) => name === 'assignment.given-up')).toHaveLength(1);
  });

  it('does not find an assignment of another workspace', async () => {
    const rex = await offered();
    await rex.take(rex.ann);
    const elsewhere = { ...rex.ann, workspace: 'beta' };
    await expect(rex.say(elsewhere, { action: 'heartbeat', ...rex.of(1) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('external agents', () => {
  it('get a secret that is shown once and is stored nowhere', async () => {
    const rex = await offered();
    const asked = { workspace: WORKSPACE, name: 'Cleo', agentVersion: 2, steps: [STEP], cause } as const;
    const { id, header, secret } = await registerAgent(rex.deps, { ...asked, steps: [STEP] });
    expect(header).toBe(`${WORKSPACE}.${id}`);
    expect(secret).toMatch(/^whsec_/);
    expect(JSON.stringify([rex.records(), rex.told()])).not.toContain(secret.slice(6));
    expect(await listExternalAgents(rex.deps, WORKSPACE)).toHaveLength(3);
    expect(await listExternalAgents(rex.deps, 'beta')).toEqual([]);
  });

  it('get a new secret by rotation, and the one before is good no more', async () => {
    const rex = await offered();
    const change = { workspace: WORKSPACE, id: rex.ann.id, cause };
    const [first, second] = [
      await rotateAgentSecret(rex.deps, change),
      await rotateAgentSecret(rex.deps, change),
    ];
    expect(first.secret).not.toBe(second.secret);
    expect(await rex.deps.agents.get(WORKSPACE, rex.ann.id)).toMatchObject({ secretEpoch: 3, version: 3 });
  });

  it('are revoked once; then they can neither be rotated nor revoked, and their name is free', async () => {
    const rex = await offered();
    const change = { workspace: WORKSPACE, id: rex.ann.id, cause };
    expect(await revokeAgent(rex.deps, change)).toMatchObject({ id: rex.ann.id, state: 'revoked' });
    for (const again of [revokeAgent, rotateAgentSecret])
      await expect(again(rex.deps, change)).rejects.toMatchObject({ code: 'CONFLICT' });
    const asked = { workspace: WORKSPACE, name: 'Ann', agentVersion: 1, steps: [STEP], cause } as const;
    await registerAgent(rex.deps, { ...asked, steps: [STEP] });
    await expect(registerAgent(rex.deps, { ...asked, steps: [STEP] })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(rex.told().filter(({ name }) => name === 'agent.revoked')).toHaveLength(1);
  });

  it('stay revoked when somebody rotates the secret at the same moment', async () => {
    const rex = await offered();
    const change = { workspace: WORKSPACE, id: rex.ann.id, cause };
    const agents = meanwhile(rex.deps.agents, 'get', () => revokeAgent(rex.deps, change));
    await expect(rotateAgentSecret({ ...rex.deps, agents }, change)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(await rex.deps.agents.get(WORKSPACE, rex.ann.id)).toMatchObject({
      state: 'revoked',
      secretEpoch: 1,
    });
  });

  it('are not found in another workspace', async () => {
    const rex = await offered();
    const change = { workspace: 'beta', id: rex.ann.id, cause };
    const before = rex.records();
    for (const each of [revokeAgent, rotateAgentSecret])
      await expect(each(rex.deps, change)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(rex.records()).toEqual(before);
  });

  it('are listed with what they hold now and how they have worked', async () => {
    const rex = await offered();
    await rex.take(rex.ann);
    const ofAnn = async () =>
      (await listExternalAgents(rex.deps, WORKSPACE)).find(({ id }) => id === rex.ann.id);
    expect(await ofAnn()).toMatchObject({ holds: 1, runs: 0, successRate: null, meanDurationMs: null });
    rex.pass(MINUTE);
    await rex.say(rex.ann, { action: 'failure', ...rex.of(1), code: 'BUSY', retry: true });
    await rex.take(rex.ann, 'w-2');
    rex.pass(MINUTE / 2);
    await rex.say(rex.ann, { action: 'result', ...rex.of(2), result: GOOD });
    expect(await ofAnn()).toMatchObject({
      holds: 0,
      runs: 2,
      successRate: 0.5,
      meanDurationMs: 45_000,
      lastSeenAt: '2026-03-05T12:01:30.000Z',
    });
  });

  it('hold nothing once their lease is over', async () => {
    const rex = await offered();
    await rex.take(rex.ann);
    rex.pass(2 * MINUTE);
    expect((await listExternalAgents(rex.deps, WORKSPACE)).map(({ holds }) => holds)).toEqual([0, 0]);
  });
});
