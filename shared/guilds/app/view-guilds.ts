import type { AgentLog } from '../../coordination/app/ports/agents.ts';
import type { AgentStats } from '../../coordination/domain/agent-run.ts';
import { type Clock, MINUTE, utcDay } from '../../kernel/clock.ts';
import type { MembershipStore } from '../../members/app/ports/members.ts';
import { median } from '../../statistics/domain/quantiles.ts';
import type { TaskStore } from '../../tasks/app/ports/tasks.ts';
import type { Task } from '../../tasks/domain/task.ts';
import type { GuildDetail, GuildName, GuildView } from '../contract/guilds.ts';
import { BY_GUILD } from '../domain/by-guild.ts';
import { guildOf } from '../domain/guild.ts';
import type { GuildStore } from './ports/guilds.ts';
import { agentOf, countedSince, latestTasks, rosterRun } from './roster-tasks.ts';

export interface ViewGuildsDeps {
  readonly guilds: Pick<GuildStore, 'get' | 'used'>;
  readonly tasks: Pick<TaskStore, 'list'>;
  readonly log: Pick<AgentLog, 'stats'>;
  readonly memberships: Pick<MembershipStore, 'list'>;
  readonly clock: Clock;
}

const LATEST = 20;
const OPEN: ReadonlySet<Task['status']> = new Set(['new', 'awaiting_approval', 'in_progress', 'escalated']);

/** What is known of guilds: what their members really did is counted from tasks and from runs of missions. */
export async function viewGuilds(
  deps: ViewGuildsDeps,
  workspace: string,
  names: readonly GuildName[],
): Promise<GuildDetail[]> {
  const now = deps.clock.now();
  const since = countedSince(now);
  const guilds = names.map(guildOf);
  const inMissions = guilds.flatMap(({ missionAgents }) => missionAgents);
  const [tasks, stats, members] = await Promise.all([
    latestTasks(deps.tasks, workspace, since),
    deps.log.stats(workspace, inMissions),
    deps.memberships.list(workspace),
  ]);
  const present = new Set(members.filter(({ state }) => state === 'active').map(({ subject }) => subject));
  const day = utcDay(now);
  return Promise.all(
    guilds.map(async ({ name, purpose, missionAgents }): Promise<GuildDetail> => {
      const [record, used] = await Promise.all([
        deps.guilds.get(workspace, name),
        deps.guilds.used(workspace, name, day),
      ]);
      const agents = BY_GUILD[name].map((agent) => agent.name);
      const theirs = tasks.filter((task) => agents.includes(agentOf(task)));
      return {
        name,
        purpose,
        agents,
        missionAgents: [...missionAgents],
        resources: { ...record.resources, runsToday: used.runs, modelRunsToday: used.modelRuns },
        people: record.people
          .filter(({ id }) => present.has(id))
          .map((person) => ({
            ...person,
            decided: theirs.filter(({ approvedBy, rejectedBy }) =>
              [approvedBy, rejectedBy].includes(person.id),
            ).length,
            undid: tasks.filter(
              ({ undoes, createdBy }) => createdBy === person.id && theirs.some(({ id }) => id === undoes),
            ).length,
          })),
        performance: {
          since: since.toISOString(),
          tasks: performanceOf(theirs),
          missionRuns: runsOf(stats.filter((_, n) => missionAgents.includes(inMissions[n] ?? ''))),
        },
        latest: theirs.slice(0, LATEST).map(rosterRun),
      };
    }),
  );
}

function performanceOf(tasks: readonly Task[]): GuildView['performance']['tasks'] {
  const done = tasks.filter(({ status }) => status === 'completed');
  const approved = tasks.filter(({ approvedBy }) => approvedBy !== undefined);
  const minutes = done.flatMap(({ createdAt, completedAt }) =>
    completedAt === undefined ? [] : [(Date.parse(completedAt) - Date.parse(createdAt)) / MINUTE],
  );
  return {
    done: done.length,
    failed: tasks.filter(({ status }) => status === 'failed').length,
    open: tasks.filter(({ status }) => OPEN.has(status)).length,
    undone: tasks.filter(({ undoneBy }) => undoneBy !== undefined).length,
    approved: approved.length,
    approvedUnchanged: approved.filter(({ editedBy }) => editedBy === undefined).length,
    medianMinutes: minutes.length === 0 ? null : median(minutes),
  };
}

function runsOf(stats: readonly AgentStats[]): GuildView['performance']['missionRuns'] {
  const runs = stats.reduce((sum, each) => sum + each.runs, 0);
  const worked = stats.reduce((sum, each) => sum + each.totalMs, 0);
  return {
    runs,
    failed: stats.reduce((sum, each) => sum + each.failed, 0),
    meanDurationMs: runs === 0 ? null : worked / runs,
  };
}
