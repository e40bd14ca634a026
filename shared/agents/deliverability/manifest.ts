import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const deliverabilityManifest: AgentManifest = {
  name: 'DeliverabilityAgent',
  version: 1,
  purpose: 'Judges sending domains in five tiers, rotates them, plans warmups.',
  steps: ['check-domains', 'rotate-domains', 'plan-warmup', 'verify-rescue'],
};
