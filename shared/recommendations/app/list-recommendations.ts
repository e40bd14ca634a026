import type { RecommendationView } from '../../analytics/contract/routes.ts';
import type { Recommendation } from '../domain/recommendation.ts';
import type { RecommendationStore } from './ports/recommendations.ts';

export const recommendationView = (recommendation: Recommendation): RecommendationView => ({
  id: recommendation.id,
  kind: recommendation.kind,
  cause: recommendation.cause,
  sentence: recommendation.sentence,
  evidence: recommendation.evidence,
  missionId: recommendation.missionId,
  since: recommendation.since ?? null,
  change: recommendation.change,
  state: recommendation.state,
  reason: recommendation.reason ?? null,
  count: recommendation.count,
  firstAt: recommendation.firstAt,
  lastAt: recommendation.lastAt,
  approvalId: recommendation.approvalId ?? null,
  settledAt: recommendation.settledAt ?? null,
  settledBy: recommendation.settledBy ?? null,
});

/** A page of a filtered list may be short. @throws RexError VALIDATION_FAILED for a foreign cursor */
export async function listRecommendations(
  { recommendations }: { readonly recommendations: RecommendationStore },
  workspace: string,
  filter: Parameters<RecommendationStore['list']>[1],
): Promise<{ recommendations: RecommendationView[]; cursor: string | null }> {
  const page = await recommendations.list(workspace, filter);
  return { recommendations: page.recommendations.map(recommendationView), cursor: page.cursor };
}
