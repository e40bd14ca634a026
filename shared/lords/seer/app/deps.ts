import type { AnalyticsStore } from '../../../analytics/app/ports/analytics.ts';
import type { IntelligenceStore } from '../../../campaigns/app/ports/campaigns.ts';
import type { PassageIndex } from '../../../knowledge/app/ports/knowledge.ts';
import type { RecommendationStore } from '../../../recommendations/app/ports/recommendations.ts';
import type { SeatDeps } from '../../../seats/app/carry-out.ts';

export interface SeerDeps extends SeatDeps {
  readonly analytics: Pick<AnalyticsStore, 'days'>;
  readonly intelligence: IntelligenceStore;
  readonly recommendations: Pick<RecommendationStore, 'list'>;
  /** Opened when something is gathered: it is heavy. */
  readonly passages: () => Promise<PassageIndex>;
}
