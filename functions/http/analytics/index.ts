import { DynamoAlertStore } from '../../../shared/alerts/adapters/alert-store.ts';
import { alertView, listAlerts } from '../../../shared/alerts/app/list-alerts.ts';
import { settleAlert } from '../../../shared/alerts/app/settle-alert.ts';
import { DynamoAnalyticsStore } from '../../../shared/analytics/adapters/analytics-store.ts';
import { viewAnalytics } from '../../../shared/analytics/app/view-analytics.ts';
import { analyticsRoutes } from '../../../shared/analytics/contract/routes.ts';
import { DynamoApprovalStore } from '../../../shared/approvals/adapters/approval-store.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { DynamoRecommendationStore } from '../../../shared/recommendations/adapters/recommendation-store.ts';
import { dismissRecommendation } from '../../../shared/recommendations/app/dismiss-recommendation.ts';
import {
  listRecommendations,
  recommendationView,
} from '../../../shared/recommendations/app/list-recommendations.ts';
import { requestChange } from '../../../shared/recommendations/app/request-change.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

const { records, events } = openTables();
const deps = {
  alerts: new DynamoAlertStore(records, events),
  analytics: new DynamoAnalyticsStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  recommendations: new DynamoRecommendationStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  clock: systemClock,
};

export const handler = httpHandler(analyticsRoutes, {
  viewAnalytics: async ({ caller }) => ({ body: await viewAnalytics(deps, caller.workspace) }),

  listAlerts: async ({ caller, query }) => ({ body: await listAlerts(deps, caller.workspace, query) }),

  acknowledgeAlert: async (request) => ({
    body: alertView(
      await settleAlert(deps, { ...causedBy(request), id: request.params.id, outcome: 'acknowledged' }),
    ),
  }),

  resolveAlert: async (request) => ({
    body: alertView(
      await settleAlert(deps, { ...causedBy(request), id: request.params.id, outcome: 'resolved' }),
    ),
  }),

  listRecommendations: async ({ caller, query }) => ({
    body: await listRecommendations(deps, caller.workspace, query),
  }),

  applyRecommendation: async (request) => ({
    body: recommendationView(await requestChange(deps, { ...causedBy(request), id: request.params.id })),
  }),

  dismissRecommendation: async (request) => ({
    body: recommendationView(
      await dismissRecommendation(deps, {
        ...causedBy(request),
        id: request.params.id,
        reason: request.body.reason,
      }),
    ),
  }),
});
