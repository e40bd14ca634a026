import { type AgentsStatusDeps, missionAgent } from '../../coordination/app/agents-status.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { TaskStore } from '../../tasks/app/ports/tasks.ts';
import type { RosterAgentDetail } from '../contract/guilds.ts';
import { modelOf, ROSTER, type RosterAgent } from '../domain/roster.ts';
import { agentOf, countedSince, latestTasks, rosterRun } from './roster-tasks.ts';
import { rosterView } from './view-roster.ts';

export interface ViewAgentDeps extends AgentsStatusDeps {
  readonly tasks: Pick<TaskStore, 'list'>;
  readonly clock: Clock;
}

/** An agent of the roster or of missions. @throws RexError NOT_FOUND */
export function viewAgent(deps: ViewAgentDeps, workspace: string, name: string) {
  const agent = ROSTER.get(name);
  return agent ? ofRoster(deps, workspace, agent) : missionAgent(deps, workspace, name);
}

async function ofRoster(
  { tasks, clock }: ViewAgentDeps,
  workspace: string,
  agent: RosterAgent,
): Promise<RosterAgentDetail> {
  const latest = await latestTasks(tasks, workspace, countedSince(clock.now()));
  return {
    kind: 'roster',
    ...rosterView(agent),
    settings: agent.config,
    modelSettings: agent.does.asks === undefined ? null : modelOf(agent),
    runs: latest.filter((task) => agentOf(task) === agent.name).map(rosterRun),
  };
}
