import * as z from 'zod';
import { analyticsRoutes } from '../../../shared/analytics/contract/routes.ts';
import { renderAnalytics } from '../analytics-text.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';

export const analytics = defineCommand({
  name: 'analytics',
  summary: 'The last 24 hours, trends, benchmarks, and anomalies',
  details:
    'A trend has a direction only when chance would rarely produce it. Every anomaly is also an alert: "rex alerts list".',
  examples: ['rex analytics', 'rex analytics --json'],
  input: z.strictObject({}),
  async run(context) {
    const view = await call(await connect(context), analyticsRoutes.viewAnalytics, {});
    return { json: view, text: renderAnalytics(view) };
  },
});
