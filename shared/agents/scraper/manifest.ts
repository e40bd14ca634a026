import * as z from 'zod';
import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const scraperManifest = {
  name: 'ScraperAgent',
  version: 1,
  purpose: 'Enriches leads from sources, within a budget.',
  steps: {
    enrich: {
      start: { uses: ['leads', 'workspaces', 'batches'] },
      parts: {
        of: 'a page of the lead index',
        queue: 'batches',
        uses: [
          'leads',
          'suppressions',
          'workspaces',
          'batches',
          'enrichments',
          'ledger',
          'sources',
          'limits',
          'alerts',
        ],
      },
      result: z.object({ pages: z.number().int() }),
    },
  },
  routes: ['enrichLead', 'showEnrichment', 'enrichmentUsage'],
  events: ['lead.enriched'],
  providers: ['Apollo', 'Hunter'],
  prompts: [],
} as const satisfies AgentManifest;
