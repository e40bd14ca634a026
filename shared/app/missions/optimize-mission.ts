import { recommend } from '../../agents/analytics/recommend.ts';
import type { MissionReport } from '../../contracts/mission.ts';
import { REX } from '../../domain/events.ts';
import type { Mission } from '../../domain/missions/mission.ts';
import { recommendationIdOf } from '../../domain/recommendations/recommendation.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { MissionStore } from '../ports/missions.ts';
import type { RecommendationStore } from '../ports/recommendations.ts';
import { factsOfMission, type GatherFactsDeps } from '../recommendations/gather-facts.ts';
import { keepFindings } from '../recommendations/keep-findings.ts';
import { moveMission } from './move-mission.ts';
import { currentMission, type ExecutionInput } from './plan-mission.ts';

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
  await keepFindings(deps.recommendations, findings, by, correlationId);
  return findings.map((finding) => ({
    id: recommendationIdOf(finding),
    kind: finding.kind,
    sentence: finding.sentence,
    evidence: finding.evidence,
  }));
}
