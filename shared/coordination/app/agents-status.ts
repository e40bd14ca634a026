import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { crewsFor, newPool } from '../../domains/domain/pool.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
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
/** The latest runs of all agents, in which those of one are looked for. */
const LOOKED_THROUGH = 200;
/** With fewer runs, the health of an agent is not judged. */
const JUDGED_FROM = 3;

/**
 * Every agent, with what it does now and how it has worked in this workspace.
 * @param limit how many of the latest runs
 */
export async function agentsStatus(deps: AgentsStatusDeps, workspace: string, limit = LATEST_RUNS) {
  const agents = deps.registry.all();
  const [stats, latest, loads, pool] = await Promise.all([
    deps.log.stats(
      workspace,
      agents.map(({ name }) => name),
    ),
    deps.log.list(workspace, limit),
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
  const judged = agents.map(({ name }, i) => ({ name, ...healthOf(stats[i] ?? { runs: 0, failed: 0 }) }));
  return {
    status: judged.every(({ healthy }) => healthy) ? ('ok' as const) : ('degraded' as const),
    agents: judged,
  };
}

const healthOf = ({ runs, failed }: { readonly runs: number; readonly failed: number }) => ({
  healthy: runs < JUDGED_FROM || failed / runs < 0.5,
  because: `${failed} of ${runs} runs failed.`,
});

/** Every agent with its status and its health. */
export async function listAgents(deps: AgentsStatusDeps, workspace: string) {
  const { agents, latest } = await agentsStatus(deps, workspace, LOOKED_THROUGH);
  const monitored = agents.map((agent) => {
    const { runs, successRate } = agent;
    return { ...agent, ...healthOf({ runs, failed: Math.round(runs * (1 - (successRate ?? 1))) }) };
  });
  return { agents: monitored, latest };
}

/** One agent of missions, with its latest runs and errors. @throws RexError NOT_FOUND */
export async function missionAgent(deps: AgentsStatusDeps, workspace: string, name: string) {
  const { agents, latest } = await listAgents(deps, workspace);
  const agent = agents.find((each) => each.name === name);
  if (!agent) throw new RexError('NOT_FOUND', `There is no agent ${name}.`);
  const own = latest.filter((run) => run.agent === name);
  return {
    kind: 'mission' as const,
    ...agent,
    latest: own,
    errors: own.filter(({ outcome }) => outcome === 'failed'),
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
