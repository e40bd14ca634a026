import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { alertView, getAlert, listAlerts } from '../../../shared/alerts/app/list-alerts.ts';
import { settleAlert } from '../../../shared/alerts/app/settle-alert.ts';
import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { viewAnalytics } from '../../../shared/analytics/app/view-analytics.ts';
import { analyticsRoutes } from '../../../shared/analytics/contract/routes.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';
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

interface OfAlert {
  readonly caller: Caller;
  readonly correlationId: string;
  readonly params: { readonly id: string };
}
const list = async ({ caller, query }: { caller: Caller; query: Parameters<typeof listAlerts>[2] }) => ({
  body: await listAlerts(deps, caller.workspace, query),
});
const settle = (outcome: 'acknowledged' | 'resolved') => async (request: OfAlert) => ({
  body: alertView(await settleAlert(deps, { ...causedBy(request), id: request.params.id, outcome })),
});

export const handler = httpHandler(analyticsRoutes, {
  viewAnalytics: async ({ caller, query }) => ({
    body: await viewAnalytics(deps, caller.workspace, query),
  }),

  listAlerts: list,
  alerts: list,
  getAlert: async ({ caller, params: { id } }) => ({ body: await getAlert(deps, caller.workspace, id) }),
  acknowledgeAlert: settle('acknowledged'),
  alertAcknowledge: settle('acknowledged'),
  resolveAlert: settle('resolved'),
  alertResolve: settle('resolved'),

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
