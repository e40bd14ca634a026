import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { alertView, listAlerts } from '../../../shared/alerts/app/list-alerts.ts';
import { settleAlert } from '../../../shared/alerts/app/settle-alert.ts';
import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { viewAnalytics } from '../../../shared/analytics/app/view-analytics.ts';
import { analyticsRoutes } from '../../../shared/analytics/contract/routes.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { recommendationStores } from '../../../shared/recommendations/adapters/stores.ts';
import { dismissRecommendation } from '../../../shared/recommendations/app/dismiss-recommendation.ts';
import {
  listRecommendations,
  recommendationView,
} from '../../../shared/recommendations/app/list-recommendations.ts';
import { requestChange } from '../../../shared/recommendations/app/request-change.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const deps = {
  ...alertStores(tables),
  ...analyticsStores(tables),
  ...approvalStores(tables),
  ...recommendationStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  clock: systemClock,
};

export const handler = httpHandler(analyticsRoutes, {
  viewAnalytics: async ({ caller, query }) => ({
    body: await viewAnalytics(deps, caller.workspace, query),
  }),

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
