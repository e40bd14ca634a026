import type { Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { moveMission } from '../../missions/app/move-mission.ts';
import { currentMission, type ExecutionInput } from '../../missions/app/plan-mission.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { MissionReport } from '../../missions/contract/mission.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import type { RecommendationStore } from '../../recommendations/app/ports/recommendations.ts';
import { recordFindings } from '../../recommendations/app/record-findings.ts';
import { recommendationIdOf } from '../../recommendations/domain/recommendation.ts';
import { factsOfMission, type GatherFactsDeps } from './gather-facts.ts';
import { recommend } from './recommend.ts';

export interface OptimizeDeps extends GatherFactsDeps {
  readonly missions: MissionStore;
  readonly recommendations: RecommendationStore;
  readonly clock: Clock;
}

/** Turns the results into recommendations, each with its evidence, and keeps them for the workspace. */
export async function optimizeMission(deps: OptimizeDeps, input: ExecutionInput): Promise<void> {
  const mission = await currentMission(deps.missions, input);
  if (mission?.state !== 'ANALYZING') return;
  const report = mission.report && {
    ...mission.report,
    recommendations: await keepRecommendations(deps, mission, mission.report),
  };
  await moveMission(deps.missions, mission, 'optimize', { now: deps.clock.now(), actor: REX }, { report });
}

async function keepRecommendations(
  deps: OptimizeDeps,
  { workspace, id, correlationId }: Mission,
  report: MissionReport,
): Promise<MissionReport['recommendations']> {
  const now = deps.clock.now();
  const facts = await factsOfMission(deps, workspace, report, now);
  const findings = facts ? recommend(facts) : [];
  const by = { workspace, missionId: id, now };
  await recordFindings(deps.recommendations, findings, by, correlationId);
  return findings.map((finding) => ({
    id: recommendationIdOf(finding),
    kind: finding.kind,
    sentence: finding.sentence,
    evidence: finding.evidence,
  }));
}
