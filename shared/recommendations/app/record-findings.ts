import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import {
  type Finding,
  type FoundBy,
  keepFinding,
  recommendationEvent,
  recommendationIdOf,
} from '../domain/recommendation.ts';
import type { RecommendationStore } from './ports/recommendations.ts';

/** Stores the findings of a mission. A repeat changes nothing; the same finding of another mission raises the count. */
export async function recordFindings(
  recommendations: RecommendationStore,
  findings: readonly Finding[],
  by: FoundBy,
  correlationId: string,
): Promise<void> {
  for (const finding of findings)
    await retryOnConflict(() => keep(recommendations, finding, by, correlationId));
}

async function keep(
  recommendations: RecommendationStore,
  finding: Finding,
  by: FoundBy,
  correlationId: string,
): Promise<void> {
  const { kind, cause } = finding;
  const [before, same] = await Promise.all([
    recommendations.ofCause(by.workspace, kind, cause),
    recommendations.get(by.workspace, recommendationIdOf(finding)),
  ]);
  const kept = keepFinding(finding, by, { latest: before.latest, same });
  if (!kept) return;
  const told = { actor: REX, correlationId };
  await recommendations.keep(kept, before, [
    recommendationEvent(kept.next, kept.event, told, by.now),
    ...(kept.superseded
      ? [recommendationEvent(kept.superseded, 'recommendation.superseded', told, by.now)]
      : []),
  ]);
}
