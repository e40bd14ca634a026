import * as z from 'zod';
import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

const count = z.number().int();

export const analyticsManifest = {
  name: 'AnalyticsAgent',
  version: 1,
  purpose: 'Measures campaigns and tests, and recommends what to change.',
  steps: {
    review: {
      start: { uses: ['workspaces', 'analytics', 'sendTimes', 'recommendations'] },
      result: z.object({
        since: z.string(),
        missions: count,
        unread: count,
        messages: count,
        found: count,
        recommendations: z.array(z.object({ id: z.string(), kind: z.string(), sentence: z.string() })),
      }),
    },
  },
  routes: ['viewAnalytics', 'listRecommendations', 'applyRecommendation', 'dismissRecommendation'],
  events: [
    'analytics.snapshot',
    'recommendation.made',
    'recommendation.repeated',
    'recommendation.requested',
    'recommendation.applied',
    'recommendation.reopened',
    'recommendation.superseded',
    'recommendation.dismissed',
  ],
  providers: [],
  prompts: [],
} as const satisfies AgentManifest;
