import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const reviverManifest = {
  name: 'ReviverAgent',
  version: 1,
  purpose: 'Finds who is worth writing to, holds some out for good, and chooses variants.',
  steps: {
    score: {
      start: { uses: ['leads', 'icp', 'batches'] },
      parts: {
        of: 'a page of the lead index',
        queue: 'batches',
        uses: ['leads', 'suppressions', 'icp', 'workspaces', 'enrichments', 'sends', 'riskEvidence'],
      },
    },
  },
  routes: [],
  events: [],
  providers: [],
  prompts: [],
} as const satisfies AgentManifest;
