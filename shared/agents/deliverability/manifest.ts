import * as z from 'zod';
import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

const count = z.number().int();

export const deliverabilityManifest = {
  name: 'DeliverabilityAgent',
  version: 1,
  purpose: 'Judges sending domains in five tiers, rotates them, plans warmups.',
  steps: {
    'check-domains': {
      start: { uses: ['workspaces', 'pools'] },
      /** And how many domains are in each tier. */
      result: z.object({ domains: count, unhealthy: count, worstReputation: z.number() }).catchall(count),
    },
    'rotate-domains': {
      start: { uses: ['workspaces', 'pools', 'contents', 'queue', 'machine'] },
      result: z.object({ rotated: count, wouldRotate: count, moved: count, left: count }),
    },
    'plan-warmup': {
      start: { uses: ['workspaces', 'pools'] },
      result: z.object({
        warming: count,
        plan: z.array(z.object({ domain: z.string(), day: z.number(), caps: z.array(z.number()) })),
      }),
    },
    'verify-rescue': {
      start: { uses: ['workspaces', 'pools'] },
      result: z.object({ healthy: count, unhealthyInUse: count }),
    },
  },
  routes: [
    'listDomains',
    'showDomain',
    'addDomain',
    'verifyDomain',
    'giveDomain',
    'takeBackDomain',
    'removeDomain',
    'setDomainTier',
    'pauseDomain',
    'resumeDomain',
    'rotateDomain',
    'assignDomain',
    'setInbox',
    'pauseInbox',
    'resumeInbox',
    'listResources',
  ],
  events: [
    'domain.added',
    'domain.verified',
    'domain.removed',
    'domain.reputation-changed',
    'domain.warmup-changed',
    'domain.tier-changed',
    'domain.rotated',
    'domain.paused',
    'domain.resumed',
    'domain.assigned',
    'inbox.added',
    'inbox.changed',
    'inbox.paused',
    'inbox.resumed',
    'inbox.billed',
  ],
  providers: ['DNS'],
  prompts: [],
} as const satisfies AgentManifest;
