import type { AnalyticsStore } from '../../analytics/app/ports/analytics.ts';
import { decide } from '../../decisions/domain/decide.ts';
import { DAY, HOUR, utcDay } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { type CreateMissionDeps, createMission } from '../../missions/app/create-mission.ts';
import { isOutreachType } from '../../missions/contract/mission.ts';
import { createMissionBodySchema } from '../../missions/contract/routes.ts';
import type { EndedMission } from '../../missions/domain/ended-mission.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

export interface ReviewIdleDeps extends CreateMissionDeps {
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly analytics: Pick<AnalyticsStore, 'ended'>;
}

const REVIEW = 'performance_optimization';
const ENDED_READ = 200;
/** Decisions of a mission sort by the version that they produced; this one produced the first. */
const FIRST_DECISION = '00000001i';

/**
 * Asks the rules whether a workspace in which no mission works or waits should review its results, and creates the review if
 * they decide so: at most once a day, by its idempotency key. It takes one small read when nothing has ended since the last
 * review.
 * @returns whether it created a review
 */
export async function reviewIdle(
  deps: ReviewIdleDeps,
  workspace: string,
  correlationId: string,
): Promise<boolean> {
  const [last] = await deps.analytics.ended(workspace, 1);
  if (!last || last.type === REVIEW) return false;
  const [record, ended] = await Promise.all([
    deps.workspaces.get(workspace),
    deps.analytics.ended(workspace, ENDED_READ),
  ]);
  if (!record?.settings.reviewWhenIdle || record.settings.paused) return false;
  const now = deps.clock.now();
  const decision = decide(
    { id: FIRST_DECISION, now, stopwatch: () => performance.now() },
    'idle',
    idleFacts(ended, now),
    record.settings.rules,
  );
  if (decision.action !== 'optimize') return false;
  const day = utcDay(now);
  await createMission(deps, {
    workspace,
    actor: REX,
    body: createMissionBodySchema.parse({ type: REVIEW, name: `Review of ${day}` }),
    idempotencyKey: `rex/review/${day}`,
    correlationId,
    decision,
  });
  return true;
}

/** Only missions that sent something have results. `ended` has the newest first. */
function idleFacts(ended: readonly EndedMission[], now: Date) {
  const since = (at: string, unit: number): number =>
    Math.round((10 * (now.getTime() - Date.parse(at))) / unit) / 10;
  const reviewed = ended.find(({ type, state }) => type === REVIEW && state === 'COMPLETED');
  const results = ended.filter(
    ({ type, state, endedAt }) =>
      isOutreachType(type) && state === 'COMPLETED' && endedAt > (reviewed?.endedAt ?? ''),
  );
  return {
    idleHours: ended[0] ? since(ended[0].endedAt, HOUR) : 0,
    daysSinceReview: reviewed ? since(reviewed.endedAt, DAY) : null,
    endedMissions: results.length,
  };
}
