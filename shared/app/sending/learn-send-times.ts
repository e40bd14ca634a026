import type { Mission } from '../../domain/missions/mission.ts';
import { countSendTimes, newEngagementHours } from '../../domain/sending/send-time.ts';
import type { MessageFacts } from '../missions/summarize-messages.ts';
import type { SendTimeStore } from '../ports/send-times.ts';
import type { WorkspaceStore } from '../ports/workspace.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

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
