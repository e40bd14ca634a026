import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { typesOf, WORKFLOWS } from '../../missions/domain/workflows/workflows.ts';
import { type AgentManifest, createRegistry } from '../domain/agent-manifest.ts';
import { agentsHealth, agentsStatus, missionAgent, viewWorkflows } from './agents-status.ts';

const agent = (name: string, steps: AgentManifest['steps']): AgentManifest => ({
  name,
  version: 2,
  purpose: 'Tries.',
  steps,
  routes: [],
  events: [],
  providers: [],
  prompts: [],
});

async function open() {
  const rex = openRex();
  await rex.openWorkspace();
  const registry = createRegistry([agent('Scorer', { score: { start: { uses: [] } } }), agent('Idler', {})]);
  const deps = { ...rex.ports, registry };
  let runs = 0;
  return {
    ...rex,
    deps,
    run: (outcome: 'done' | 'failed', durationMs = 100) =>
      rex.ports.log.add({
        workspace: WORKSPACE,
        key: `k-${++runs}`,
        agent: 'Scorer',
        version: 2,
        missionId: `m_${'1'.repeat(26)}`,
        step: 'score',
        outcome,
        at: rex.ports.clock.now().toISOString(),
        durationMs,
        ...(outcome === 'failed' ? { error: 'CONFLICT' } : {}),
      }),
    status: async (workspace = WORKSPACE) =>
      Object.fromEntries((await agentsStatus(deps, workspace)).agents.map((each) => [each.name, each])),
  };
}

describe('agentsStatus', () => {
  it('says what each agent does now, by the steps that run', async () => {
    const rex = await open();
    for (const state of ['running', 'done'] as const) {
      const { id } = await rex.mission({ state: 'EXECUTING' });
      await rex.step(id, 'score', { state });
    }
    const queued = await rex.mission({ state: 'QUEUED' });
    await rex.step(queued.id, 'score', {});
    expect(await rex.status()).toMatchObject({
      Scorer: { state: 'working', load: 1, actions: ['score'], version: 2 },
      Idler: { state: 'idle', load: 0, actions: [], crews: [] },
    });
    expect((await rex.status())['Scorer']?.crews).toContain('reactivation');
  });

  it('says how each has worked, and that nothing is known of one that has not', async () => {
    const rex = await open();
    for (const [outcome, ms] of [
      ['done', 100],
      ['done', 200],
      ['failed', 600],
    ] as const)
      await rex.run(outcome, ms);
    expect(await rex.status()).toMatchObject({
      Scorer: { runs: 3, successRate: 2 / 3, meanDurationMs: 300, lastRunAt: '2026-03-05T12:00:00.000Z' },
      Idler: { runs: 0, successRate: null, meanDurationMs: null, lastRunAt: null, llm: null },
    });
    const { latest } = await agentsStatus(rex.deps, WORKSPACE);
    expect(latest).toHaveLength(3);
    expect(latest.map(({ error, part }) => [error, part])).toContainEqual(['CONFLICT', null]);
    expect((await rex.status('beta'))['Scorer']).toMatchObject({ runs: 0, load: 0 });
  });
});

describe('missionAgent', () => {
  it('is the status with its health, its latest runs and its errors', async () => {
    const rex = await open();
    for (const outcome of ['done', 'failed', 'failed'] as const) await rex.run(outcome);
    const scorer = await missionAgent(rex.deps, WORKSPACE, 'Scorer');
    const { agents } = await agentsStatus(rex.deps, WORKSPACE);
    expect(scorer).toMatchObject(agents.find(({ name }) => name === 'Scorer') ?? {});
    expect(scorer).toMatchObject({ healthy: false, because: '2 of 3 runs failed.' });
    expect([scorer.latest.length, scorer.errors.map(({ error }) => error)]).toEqual([
      3,
      ['CONFLICT', 'CONFLICT'],
    ]);
    expect((await missionAgent(rex.deps, WORKSPACE, 'Idler')).latest).toEqual([]);
    await expect(missionAgent(rex.deps, WORKSPACE, 'Nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('agentsHealth', () => {
  it('judges an agent after three runs, by whether half of them failed', async () => {
    const rex = await open();
    const health = async () => {
      const { status, agents } = await agentsHealth(rex.deps, WORKSPACE);
      return [status, agents.find(({ name }) => name === 'Scorer')?.healthy];
    };
    await rex.run('failed');
    await rex.run('failed');
    expect(await health(), 'two say nothing').toEqual(['ok', true]);
    await rex.run('done');
    expect(await health()).toEqual(['degraded', false]);
    await rex.run('done');
    expect(await health(), 'half of four failed').toEqual(['degraded', false]);
    await rex.run('done');
    expect(await health()).toEqual(['ok', true]);
  });
});

describe('viewWorkflows', () => {
  it('shows every workflow with who does each step: a person, where no agent does', async () => {
    const { deps } = await open();
    const { workflows } = viewWorkflows(deps.registry);
    expect(workflows.map(({ name }) => name)).toEqual([...WORKFLOWS.keys()]);
    const steps = workflows.flatMap((workflow) => workflow.steps);
    expect(new Set(steps.filter(({ name }) => name === 'score').map((step) => step.agent))).toEqual(
      new Set(['Scorer']),
    );
    expect(steps.find(({ name }) => name === 'approve')?.agent).toBe('person');
    for (const { name, missionTypes } of workflows) expect(missionTypes).toEqual(typesOf(name));
  });
});
