import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const analyticsManifest: AgentManifest = {
  name: 'AnalyticsAgent',
  version: 1,
  purpose: 'Measures campaigns and tests, and recommends what to change.',
  steps: ['review'],
};
