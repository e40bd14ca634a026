import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { agentEvents } from '../contract/events.ts';
import { type Assignment, isOpen } from '../domain/assignment.ts';
import { agentSecret, type ExternalAgent, logNameOf } from '../domain/external-agent.ts';
import type { AgentLog } from './ports/agents.ts';
import type { AssignmentStore, ExternalAgentStore } from './ports/external-agents.ts';

export interface ExternalAgentDeps {
  readonly agents: ExternalAgentStore;
  readonly assignments: AssignmentStore;
  readonly log: Pick<AgentLog, 'stats'>;
  /** The secret from which the secrets of agents derive. */
  readonly secret: string;
  readonly clock: Clock;
}

export interface RegisterAgent extends Pick<ExternalAgent, 'workspace' | 'name' | 'agentVersion' | 'steps'> {
  readonly cause: Cause;
}

/** Returns the secret, which is never shown again. @throws RexError CONFLICT when an agent of that name is active */
export async function registerAgent(deps: ExternalAgentDeps, { cause, ...asked }: RegisterAgent) {
  const known = await deps.agents.list(asked.workspace);
  if (known.some(({ name, state }) => name === asked.name && state === 'active')) {
    throw new RexError('CONFLICT', `An agent called ${asked.name} is registered already: revoke it first.`);
  }
  const now = deps.clock.now();
  const agent: ExternalAgent = {
    ...asked,
    id: newId('oa', now),
    version: 1,
    state: 'active',
    secretEpoch: 1,
    createdAt: now.toISOString(),
    createdBy: cause.actor.id,
  };
  await deps.agents.create(agent, [eventOf('agent.registered', agent, cause, now)]);
  return credentialsOf(deps, agent);
}

/** @throws RexError NOT_FOUND; CONFLICT when it is revoked */
export async function rotateAgentSecret(deps: ExternalAgentDeps, input: ChangeAgent) {
  const agent = await change(deps, input, 'agent.secret-rotated', (current) => ({
    ...current,
    secretEpoch: current.secretEpoch + 1,
  }));
  return credentialsOf(deps, agent);
}

/** Its assignments expire by themselves. @throws RexError NOT_FOUND; CONFLICT when it is revoked already */
export async function revokeAgent(deps: ExternalAgentDeps, input: ChangeAgent) {
  await change(deps, input, 'agent.revoked', (current) => ({ ...current, state: 'revoked' }));
  return (await listExternalAgents(deps, input.workspace)).find(({ id }) => id === input.id);
}

/** With the assignments that each agent holds now, and the results of its runs. */
export async function listExternalAgents(
  deps: Pick<ExternalAgentDeps, 'agents' | 'assignments' | 'log' | 'clock'>,
  workspace: string,
) {
  const agents = await deps.agents.list(workspace);
  if (agents.length === 0) return [];
  const [assignments, stats] = await Promise.all([
    deps.assignments.open(workspace),
    deps.log.stats(workspace, agents.map(logNameOf)),
  ]);
  const now = deps.clock.now().toISOString();
  const holds = (id: string) =>
    assignments.filter(
      (assignment: Assignment) =>
        isOpen(assignment) && assignment.lease?.agent === id && assignment.lease.until > now,
    ).length;
  return agents.map(({ id, name, agentVersion, steps, state, createdAt, createdBy }, i) => {
    const { runs = 0, failed = 0, totalMs = 0, lastAt } = stats[i] ?? {};
    return {
      id,
      name,
      agentVersion,
      steps,
      state,
      createdAt,
      createdBy,
      lastSeenAt: lastAt ?? null,
      holds: holds(id),
      runs,
      successRate: runs === 0 ? null : (runs - failed) / runs,
      meanDurationMs: runs === 0 ? null : totalMs / runs,
    };
  });
}

export interface ChangeAgent {
  readonly workspace: string;
  readonly id: string;
  readonly cause: Cause;
}

function change(
  { agents, clock }: ExternalAgentDeps,
  { workspace, id, cause }: ChangeAgent,
  name: keyof typeof agentEvents,
  to: (agent: ExternalAgent) => ExternalAgent,
): Promise<ExternalAgent> {
  return retryOnConflict(async () => {
    const agent = await agents.get(workspace, id);
    if (!agent) throw new RexError('NOT_FOUND', `There is no external agent ${id}.`);
    if (agent.state === 'revoked') throw new RexError('CONFLICT', `The agent ${agent.name} is revoked.`);
    const next = { ...agent, version: agent.version + 1 };
    return agents.save(to(agent), [eventOf(name, next, cause, clock.now())]);
  });
}

const credentialsOf = ({ secret }: ExternalAgentDeps, agent: ExternalAgent) => ({
  id: agent.id,
  header: `${agent.workspace}.${agent.id}`,
  secret: agentSecret(secret, agent),
});

const eventOf = (
  name: keyof typeof agentEvents,
  { id, version, workspace, name: agentName, steps }: ExternalAgent,
  cause: Cause,
  now: Date,
): RexEvent =>
  newEvent(
    agentEvents,
    name,
    { ...cause, about: id, sequence: version, workspace, data: { agentId: id, name: agentName, steps } },
    now,
  );
