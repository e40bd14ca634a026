import type { AlertStore } from '../../../alerts/app/ports/alerts.ts';
import type { AnalyticsStore } from '../../../analytics/app/ports/analytics.ts';
import type { ApprovalStore } from '../../../approvals/app/ports/approvals.ts';
import type { PoolStore } from '../../../domains/app/ports/pools.ts';
import type { MissionStore } from '../../../missions/app/ports/missions.ts';
import type { RecommendationStore } from '../../../recommendations/app/ports/recommendations.ts';
import type { SeatDeps } from '../../../seats/app/carry-out.ts';
import type { WorkspaceStore } from '../../../workspaces/app/ports/workspace.ts';

export interface CognitionDeps extends SeatDeps {
  readonly alerts: Pick<AlertStore, 'list'>;
  readonly analytics: Pick<AnalyticsStore, 'days' | 'ended'>;
  readonly approvals: Pick<ApprovalStore, 'get' | 'list'>;
  readonly missions: Pick<MissionStore, 'get' | 'replyCounts'>;
  readonly pools: Pick<PoolStore, 'get'>;
  readonly recommendations: RecommendationStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}
