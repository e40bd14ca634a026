import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const scraperManifest: AgentManifest = {
  name: 'ScraperAgent',
  version: 1,
  purpose: 'Enriches leads from sources, within a budget.',
  steps: ['enrich'],
};
