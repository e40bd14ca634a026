import { DynamoAlertStore } from '../../../shared/adapters/dynamodb/alert-store.ts';
import { DynamoAnalyticsStore } from '../../../shared/adapters/dynamodb/analytics-store.ts';
import { DynamoApprovalStore } from '../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoRecommendationStore } from '../../../shared/adapters/dynamodb/recommendation-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { alertView, listAlerts } from '../../../shared/app/alerts/list-alerts.ts';
import { settleAlert } from '../../../shared/app/alerts/settle-alert.ts';
import { viewAnalytics } from '../../../shared/app/analytics/view-analytics.ts';
import { dismissRecommendation } from '../../../shared/app/recommendations/dismiss-recommendation.ts';
import {
  listRecommendations,
  recommendationView,
} from '../../../shared/app/recommendations/list-recommendations.ts';
import { requestChange } from '../../../shared/app/recommendations/request-change.ts';
import { analyticsRoutes } from '../../../shared/contracts/http/analytics.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { causedBy } from '../../../shared/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const { records, events } = openTables();
const deps = {
  alerts: new DynamoAlertStore(records, events),
  analytics: new DynamoAnalyticsStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  recommendations: new DynamoRecommendationStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
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
