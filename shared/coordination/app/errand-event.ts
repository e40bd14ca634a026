import type { EventData } from '../../kernel/contract/event-contract.ts';
import { type Actor, newEvent, type RexEvent } from '../../kernel/events.ts';
import { agentEvents } from '../contract/events.ts';
import type { Errand } from '../domain/errand.ts';

export const ofErrand = ({ id, missionId, step }: Errand) => ({ errandId: id, missionId, step });

/** An event about an errand as it is before it is saved with it. */
export const errandEvent = <N extends keyof typeof agentEvents>(
  name: N,
  { id, version, workspace, correlationId }: Errand,
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
