import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { dismiss, type Recommendation, recommendationEvent } from '../domain/recommendation.ts';
import type { RecommendationStore } from './ports/recommendations.ts';

export interface DismissRecommendation {
  readonly workspace: string;
  readonly id: string;
  readonly reason: string | undefined;
  readonly cause: Cause;
}

/** @throws RexError NOT_FOUND; CONFLICT when it is no longer open */
export function dismissRecommendation(
  { recommendations, clock }: { readonly recommendations: RecommendationStore; readonly clock: Clock },
  { workspace, id, reason, cause }: DismissRecommendation,
): Promise<Recommendation> {
  return retryOnConflict(async () => {
    const now = clock.now();
    const recommendation = await recommendations.get(workspace, id);
    if (!recommendation) throw new RexError('NOT_FOUND', `There is no recommendation ${id}.`);
    const next = dismiss(recommendation, { by: cause.actor.id, reason, now });
    if (next === recommendation) return next;
    await recommendations.save(next, [recommendationEvent(next, 'recommendation.dismissed', cause, now)]);
    return next;
  });
}
