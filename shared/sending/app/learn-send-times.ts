import type { Mission } from '../../missions/domain/mission.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { countSendTimes, newEngagementHours } from '../domain/send-time.ts';
import type { SendTimeStore } from './ports/send-times.ts';
import type { MessageFacts } from './summarize-messages.ts';

export interface LearnSendTimesDeps {
  readonly sendTimes: SendTimeStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}

/** Adds what a mission sent, and when people answered it, to what the workspace knows. A repeat adds nothing. */
export async function learnSendTimes(
  deps: LearnSendTimesDeps,
  { workspace, id }: Pick<Mission, 'workspace' | 'id'>,
  { cohorts, sends }: Pick<MessageFacts, 'cohorts' | 'sends'>,
): Promise<void> {
  const zone = (await deps.workspaces.get(workspace))?.settings.timeZone ?? 'UTC';
  const byCohort = Map.groupBy(sends, (send) => send.cohort);
  const zoned = cohorts.map((cohort) => ({
    timeZone: cohort.timeZone,
    sends: byCohort.get(cohort.id) ?? [],
  }));
  await retryOnConflict(async () => {
    const known = await deps.sendTimes.get(workspace);
    const before = known ?? newEngagementHours(workspace);
    const after = countSendTimes(before, id, zoned, zone);
    if (after !== before) await deps.sendTimes.save(after, known ? 'version' : 'absent');
  });
}
