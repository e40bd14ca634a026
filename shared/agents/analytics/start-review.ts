import type { AnalyticsStore } from '../../analytics/app/ports/analytics.ts';
import { addMs, type Clock, DAY } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { expectParts } from '../../missions/app/mission-steps.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { TaskTokens } from '../../missions/app/ports/workflow.ts';
import { MISSION_ROWS } from '../../missions/contract/mission.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import type { RecommendationStore } from '../../recommendations/app/ports/recommendations.ts';
import { recordFindings } from '../../recommendations/app/record-findings.ts';
import { recommendationIdOf } from '../../recommendations/domain/recommendation.ts';
import type { SendTimeStore } from '../../sending/app/ports/send-times.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { factsOfReview } from './gather-facts.ts';
import { analyticsManifest } from './manifest.ts';
import { recommend } from './recommend.ts';

export interface StartReviewDeps {
  readonly missions: MissionStore;
  readonly tokens: TaskTokens;
  readonly clock: Clock;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly analytics: AnalyticsStore;
  readonly sendTimes: Pick<SendTimeStore, 'get'>;
  readonly recommendations: RecommendationStore;
}

/** Reviews the results of all missions of the last days together; a dry run reports what it would recommend. */
export async function startReview(deps: StartReviewDeps, mission: Mission, step: StepRecord): Promise<void> {
  const { workspace, id: missionId, correlationId, params } = mission;
  const now = deps.clock.now();
  const since = addMs(now, -daysOf(mission) * DAY);
  const reviewed = await factsOfReview(deps, workspace, since, now);
  if (!reviewed) throw new RexError('CONFLICT', 'The workspace has no settings.');
  const { facts, missions, unread } = reviewed;
  const findings = recommend(facts);
  if (!params.dryRun) {
    const by = { workspace, missionId, since: since.toISOString(), now };
    await recordFindings(deps.recommendations, findings, by, correlationId);
  }
  await expectParts(deps, step, 0, {
    result: analyticsManifest.steps.review.result.parse({
      since: since.toISOString(),
      missions,
      unread,
      messages: facts.counts.sent,
      found: findings.length,
      recommendations: findings.map((finding) => ({
        id: recommendationIdOf(finding),
        kind: finding.kind,
        sentence: finding.sentence,
      })),
    }),
  });
}

const daysOf = (mission: Mission): number =>
  mission.type === 'performance_optimization'
    ? mission.params.days
    : MISSION_ROWS.performance_optimization.params.parse({}).days;
