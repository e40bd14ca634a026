import * as z from 'zod';
import { ALERT_STATES, alertIdSchema, alertViewSchema } from '../../alerts/contract/alert.ts';
import {
  approvalIdSchema,
  instantSchema,
  missionIdSchema,
  pageQuerySchema,
  plainText,
} from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import {
  changeSchema,
  RECOMMENDATION_KINDS,
  RECOMMENDATION_STATES,
  recommendationIdSchema,
} from '../../workspaces/contract/setting-change.ts';
import { analyticsViewSchema } from './view.ts';

const recommendationViewSchema = z
  .object({
    id: recommendationIdSchema,
    kind: z.enum(RECOMMENDATION_KINDS),
    cause: z.string().describe('What was found. A cause has at most one open recommendation'),
    sentence: z.string(),
    evidence: z.string().describe('The numbers behind the recommendation, as they were found last'),
    missionId: missionIdSchema.describe(
      'The mission that made the recommendation last, from its own results or from a review',
    ),
    since: instantSchema
      .nullable()
      .describe('Start of the time that the review covers; null when it is not from a review'),
    change: changeSchema,
    state: z.enum(RECOMMENDATION_STATES),
    reason: z
      .string()
      .nullable()
      .describe('Why the recommendation is in this state; null when the state says it'),
    count: z.number().int().describe('How often the cause was found'),
    firstAt: instantSchema,
    lastAt: instantSchema,
    approvalId: approvalIdSchema
      .nullable()
      .describe('The approval of the change; null until somebody asks to apply it'),
    settledAt: instantSchema.nullable(),
    settledBy: z.string().nullable(),
  })
  .meta({ id: 'Recommendation' });
export type RecommendationView = z.infer<typeof recommendationViewSchema>;

const recommendationParams = z.object({ id: recommendationIdSchema });

const alertParams = z.object({ id: alertIdSchema });

const alertRoutes = routes({
  listAlerts: {
    operationId: 'listAlerts',
    method: 'GET',
    path: '/api/rex/alerts',
    summary: 'Alerts, newest first.',
    roles: ANYONE,
    query: pageQuerySchema.extend({ state: z.enum(ALERT_STATES).optional() }),
    success: {
      status: 200,
      schema: z.object({ alerts: z.array(alertViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  acknowledgeAlert: {
    operationId: 'acknowledgeAlert',
    method: 'POST',
    path: '/api/rex/alerts/{id}/acknowledge',
    summary: 'Acknowledge an alert. The first person who does so is recorded.',
    roles: OPERATORS,
    params: alertParams,
    success: { status: 200, schema: alertViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  resolveAlert: {
    operationId: 'resolveAlert',
    method: 'POST',
    path: '/api/rex/alerts/{id}/resolve',
    summary: 'Resolve an alert. The next time it happens is a new alert.',
    roles: OPERATORS,
    params: alertParams,
    success: { status: 200, schema: alertViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
});

export const analyticsRoutes = routes({
  viewAnalytics: {
    operationId: 'viewAnalytics',
    method: 'GET',
    path: '/api/rex/analytics',
    summary: 'The current numbers, the last days, trends, benchmarks and anomalies.',
    roles: ANYONE,
    query: z.object({
      days: z.coerce
        .number()
        .int()
        .min(1)
        .max(30)
        .default(1)
        .describe('Days up to now, of 24 hours each, for `period` and `history`'),
    }),
    success: { status: 200, schema: analyticsViewSchema },
    errors: ['VALIDATION_FAILED'],
  },
  ...alertRoutes,
  // The same under the addresses that the Council has.
  alerts: { ...alertRoutes.listAlerts, operationId: 'alerts', path: '/api/alerts', aliasOf: 'listAlerts' },
  getAlert: {
    operationId: 'getAlert',
    method: 'GET',
    path: '/api/alerts/{id}',
    summary: 'One alert, with its evidence.',
    roles: ANYONE,
    params: alertParams,
    success: { status: 200, schema: alertViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  alertAcknowledge: {
    ...alertRoutes.acknowledgeAlert,
    operationId: 'alertAcknowledge',
    path: '/api/alerts/{id}/acknowledge',
    aliasOf: 'acknowledgeAlert',
  },
  alertResolve: {
    ...alertRoutes.resolveAlert,
    operationId: 'alertResolve',
    path: '/api/alerts/{id}/resolve',
    aliasOf: 'resolveAlert',
  },
  listRecommendations: {
    operationId: 'listRecommendations',
    method: 'GET',
    path: '/api/rex/recommendations',
    summary: 'Recommended changes, from the results of missions and reviews; the latest finding comes first.',
    roles: ANYONE,
    query: pageQuerySchema.extend({ state: z.enum(RECOMMENDATION_STATES).optional() }),
    success: {
      status: 200,
      schema: z.object({
        recommendations: z.array(recommendationViewSchema),
        cursor: z.string().nullable(),
      }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  applyRecommendation: {
    operationId: 'applyRecommendation',
    method: 'POST',
    path: '/api/rex/recommendations/{id}/apply',
    summary: 'Request an approval of the change. Nothing changes before it is approved.',
    roles: OPERATORS,
    params: recommendationParams,
    success: { status: 202, schema: recommendationViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  dismissRecommendation: {
    operationId: 'dismissRecommendation',
    method: 'POST',
    path: '/api/rex/recommendations/{id}/dismiss',
    summary:
      'Dismiss a recommendation that is not wanted or was done by hand. Its cause then stays silent for 30 days.',
    roles: OPERATORS,
    params: recommendationParams,
    body: z.strictObject({ reason: plainText({ max: 300 }).optional() }).prefault({}),
    success: { status: 200, schema: recommendationViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
});
