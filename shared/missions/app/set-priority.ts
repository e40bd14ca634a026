import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type Mission, missionEvent } from '../domain/mission.ts';
import type { MissionStore } from './ports/missions.ts';

export interface SetPriority {
  readonly workspace: string;
  readonly missionId: string;
  readonly priority: number;
  readonly reason: string;
  readonly cause: Cause;
}

/**
 * Gives a waiting mission another priority, and so another place in its queue. The same again changes nothing.
 * @throws RexError NOT_FOUND; CONFLICT for a mission that does not wait
 */
export function setPriority(
  { missions, clock }: { readonly missions: Pick<MissionStore, 'get' | 'save'>; readonly clock: Clock },
  { workspace, missionId, priority, reason, cause }: SetPriority,
): Promise<Mission> {
  return retryOnConflict(async () => {
    const mission = await missions.get(workspace, missionId);
    if (!mission) throw new RexError('NOT_FOUND', `There is no mission ${missionId}.`);
    if (mission.priority === priority) return mission;
    if (mission.state !== 'QUEUED')
      throw new RexError(
        'CONFLICT',
        `${missionId} is ${mission.state}: only one that waits has a place in a queue.`,
      );
    const now = clock.now();
    const data = { from: mission.priority, to: priority, reason };
    return missions.save(
      { ...mission, priority, updatedAt: now.toISOString() },
      { events: [missionEvent(mission, 'mission.boosted', { now, actor: cause.actor, reason }, data)] },
    );
  });
}
