import * as z from 'zod';
import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

const count = z.number().int();

export const icpManifest = {
  name: 'ICPIntelligenceAgent',
  version: 1,
  purpose:
    'Segments leads, scores how well they fit, learns from outcomes what foretells them, and says whom to write to first.',
  steps: {
    segment: {
      start: { uses: ['leads', 'icp', 'batches'] },
      parts: { of: 'a page of the lead index', queue: 'batches', uses: ['leads', 'icp', 'enrichments'] },
      result: z.object({ pages: count }),
    },
    profile: {
      start: { uses: ['icp', 'workspaces'] },
      result: z.object({
        /** Null after a dry run, which keeps no profile. */
        profileId: z.string().nullable(),
        leads: count,
        segments: count,
        leftOut: count,
        best: z.array(z.string()),
        basis: z.enum(['fitted', 'weighted']),
        model: z.string(),
        refusedColumns: z.array(z.string()),
      }),
    },
  },
  routes: ['latestProfile', 'getProfile', 'listProfiles', 'scoreLead'],
  events: ['icp.profiled'],
  providers: [],
  prompts: [],
} as const satisfies AgentManifest;
