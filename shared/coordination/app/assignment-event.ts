import type { EventData } from '../../kernel/contract/event-contract.ts';
import { type Actor, newEvent, type RexEvent } from '../../kernel/events.ts';
import { agentEvents } from '../contract/events.ts';
import type { Assignment } from '../domain/assignment.ts';

export const ofAssignment = ({ id, missionId, step }: Assignment) => ({ assignmentId: id, missionId, step });

/** An event about an assignment. `assignment` is the record before both are saved. */
export const assignmentEvent = <N extends keyof typeof agentEvents>(
  name: N,
  { id, version, workspace, correlationId }: Assignment,
  actor: Actor,
  data: EventData<typeof agentEvents, N>,
  now: Date,
): RexEvent =>
  newEvent(
    agentEvents,
    name,
    { about: id, sequence: version + 1, id: `${id}:${version + 1}`, workspace, correlationId, actor, data },
    now,
  );
