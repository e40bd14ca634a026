import { RexError } from '../../kernel/errors.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Mission } from '../domain/mission.ts';
import type { CreateMissionDeps } from './create-mission.ts';
import { moveMission } from './move-mission.ts';

/**
 * Puts a failed or escalated mission back into the queue. Done steps stay done: it resumes where it stopped.
 * @throws RexError NOT_FOUND, or CONFLICT when there is nothing to retry
 */
export async function retryMission(
  deps: CreateMissionDeps,
  input: { readonly workspace: string; readonly missionId: string; readonly subject: string },
): Promise<Mission> {
  const queued = await retryOnConflict(async () => {
    const mission = await deps.missions.get(input.workspace, input.missionId);
    if (!mission) throw new RexError('NOT_FOUND', `There is no mission ${input.missionId}.`);
    const actor = { kind: 'user' as const, id: input.subject };
    const now = deps.clock.now();
    const update = { failures: 0, retriedAt: now.toISOString() };
    return moveMission(deps.missions, mission, 'retry', { now, actor }, update);
  });
  await deps.queue.send([{ kind: 'dispatch', workspace: queued.workspace, missionId: queued.id }]);
  return queued;
}
