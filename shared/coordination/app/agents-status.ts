import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { crewsFor, newPool } from '../../domains/domain/pool.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { MISSION_TYPES } from '../../missions/contract/mission.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import { typesOf, WORKFLOWS, workflowOf } from '../../missions/domain/workflows/workflows.ts';
import type { AgentRegistry } from '../domain/agent-manifest.ts';
import type { AgentLog } from './ports/agents.ts';

export interface AgentsStatusDeps {
  readonly registry: AgentRegistry;
  readonly log: AgentLog;
  readonly missions: Pick<MissionStore, 'inState' | 'steps'>;
  readonly pools: Pick<PoolStore, 'get'>;
}

const LATEST_RUNS = 20;
/** With fewer runs, the health of an agent is not judged. */
const JUDGED_FROM = 3;

/** Every agent, with what it does now and how it has worked in this workspace. */
export async function agentsStatus(deps: AgentsStatusDeps, workspace: string) {
  const agents = deps.registry.all();
  const [stats, latest, loads, pool] = await Promise.all([
    deps.log.stats(
      workspace,
      agents.map(({ name }) => name),
    ),
    deps.log.list(workspace, LATEST_RUNS),
    loadByAgent(deps, workspace),
    deps.pools.get(workspace),
  ]);
  return {
    agents: agents.map(({ name, version, purpose, steps, llm = null }, i) => {
      const { runs = 0, failed = 0, totalMs = 0, lastAt } = stats[i] ?? {};
      const load = loads.get(name) ?? 0;
      return {
        name,
        version,
        purpose,
        state: load > 0 ? ('working' as const) : ('idle' as const),
        load,
        crews: crewsOf(Object.keys(steps), pool ?? newPool(workspace)),
        actions: Object.keys(steps),
        runs,
        successRate: runs === 0 ? null : (runs - failed) / runs,
        meanDurationMs: runs === 0 ? null : totalMs / runs,
        lastRunAt: lastAt ?? null,
        llm,
      };
    }),
    latest: latest.map(({ part = null, error = null, ...run }) => ({ ...run, part, error })),
  };
}

/** The health of each agent, by the outcomes of its runs. */
export async function agentsHealth(deps: AgentsStatusDeps, workspace: string) {
  const agents = deps.registry.all();
  const stats = await deps.log.stats(
    workspace,
    agents.map(({ name }) => name),
  );
  const judged = agents.map(({ name }, i) => {
    const { runs = 0, failed = 0 } = stats[i] ?? {};
    const healthy = runs < JUDGED_FROM || failed / runs < 0.5;
    return { name, healthy, because: `${failed} of ${runs} runs failed.` };
  });
  return {
    status: judged.every(({ healthy }) => healthy) ? ('ok' as const) : ('degraded' as const),
    agents: judged,
  };
}

/** All workflows, for people. */
export const viewWorkflows = (registry: AgentRegistry) => ({
  workflows: [...WORKFLOWS.values()].map(({ name, purpose, steps, success }) => ({
    name,
    purpose,
    missionTypes: typesOf(name),
    steps: steps.map((step) => ({
      name: step.name,
      agent: registry.agentOf(step.name).name,
      dependsOn: [...step.dependsOn],
      waitsFor: step.waitsFor ?? null,
      retries: step.retries,
      compensate: step.compensate ?? null,
    })),
    success: success.map((criterion) => ({ name: criterion.name, sentence: criterion.sentence })),
  })),
});

async function loadByAgent(deps: AgentsStatusDeps, workspace: string): Promise<Map<string, number>> {
  const missions = await deps.missions.inState(workspace, 'EXECUTING');
  const running = await mapConcurrent(missions, 8, (mission) => runningAgents(deps, mission));
  const loads = new Map<string, number>();
  for (const agent of running.flat()) loads.set(agent, (loads.get(agent) ?? 0) + 1);
  return loads;
}

async function runningAgents(deps: AgentsStatusDeps, mission: Mission): Promise<string[]> {
  const steps = await deps.missions.steps(mission.workspace, mission.id);
  const running = new Set(steps.filter(({ state }) => state === 'running').map(({ name }) => name));
  return workflowOf(mission)
    .steps.filter(({ name }) => running.has(name))
    .map(({ name }) => deps.registry.agentOf(name).name);
}

/** The crews whose missions have steps of an agent. */
function crewsOf(actions: readonly string[], pool: Parameters<typeof crewsFor>[0]): string[] {
  const types = MISSION_TYPES.filter((type) =>
    [...WORKFLOWS.values()].some(
      ({ name, steps }) => typesOf(name).includes(type) && steps.some((step) => actions.includes(step.name)),
    ),
  );
  return [...new Set(types.flatMap((type) => crewsFor(pool, type).map(({ id }) => id)))];
}
