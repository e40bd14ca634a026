import type { Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import type { MissionMessage } from '../../missions/contract/messages.ts';
import type { Scheduler } from '../../platform/ports/queues.ts';
import { type Assignment, agedAssignment, assignmentIdOf, offerAssignment } from '../domain/assignment.ts';
import { assignmentEvent, ofAssignment } from './assignment-event.ts';
import type { AssignmentStore, ExternalAgentStore } from './ports/external-agents.ts';

export interface AskExternalAgentsDeps {
  readonly agents: Pick<ExternalAgentStore, 'list'>;
  readonly assignments: AssignmentStore;
  readonly wake: Scheduler<MissionMessage>;
  readonly clock: Clock;
}

export interface ExternalResult {
  readonly result: unknown;
  /** The id of the agent. */
  readonly by: string;
}

interface Offer {
  readonly task: Record<string, unknown>;
  /** Runs before any agent can take it. */
  readonly prepare: () => Promise<void>;
}

/**
 * Offers a step to the external agents that may do it. `own` when there is none, or none did it; `waiting` while one may: the
 * step is started again (`continue-step`) when there is a result, and at the deadline at the latest.
 */
export async function askExternalAgents(
  deps: AskExternalAgentsDeps,
  step: Pick<Assignment, 'workspace' | 'missionId' | 'step' | 'correlationId'>,
  offer: () => Offer,
): Promise<'own' | 'waiting' | ExternalResult> {
  const { workspace, missionId, step: name } = step;
  const known = await deps.assignments.get(workspace, assignmentIdOf(missionId, name));
  if (known) return stateOf(deps, known);
  const agents = await deps.agents.list(workspace);
  if (!agents.some(({ state, steps }) => state === 'active' && steps.includes(name))) return 'own';
  const { task, prepare } = offer();
  await prepare();
  const now = deps.clock.now();
  const offered = offerAssignment({ ...step, task }, now);
  const event = assignmentEvent(
    'assignment.offered',
    { ...offered, version: 0 },
    REX,
    ofAssignment(offered),
    now,
  );
  const assignment = await deps.assignments.create(offered, [event]);
  // After the record is stored: if this wake-up is lost, the rule about stalled steps finds the step.
  await deps.wake.at(
    `assignment-${shortHash(`${workspace} ${assignment.id}`, 20)}`,
    new Date(assignment.deadline),
    {
      kind: 'continue-step',
      workspace,
      missionId,
      step: name,
    },
  );
  return stateOf(deps, assignment);
}

/** The state of an assignment now. That it was given up is recorded once. */
export async function stateOf(
  { assignments, clock }: Pick<AskExternalAgentsDeps, 'assignments' | 'clock'>,
  assignment: Assignment,
): Promise<'own' | 'waiting' | ExternalResult> {
  const now = clock.now();
  const aged = agedAssignment(assignment, now);
  if (aged.state === 'done') return { result: aged.result, by: aged.lease?.agent ?? 'an external agent' };
  if (aged.state !== 'given_up') return 'waiting';
  if (aged !== assignment) {
    const data = { ...ofAssignment(aged), reason: aged.reason ?? '' };
    await assignments.save(aged, [assignmentEvent('assignment.given-up', aged, REX, data, now)]);
  }
  return 'own';
}
