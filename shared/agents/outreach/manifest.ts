import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const outreachManifest: AgentManifest = {
  name: 'OutreachAgent',
  version: 1,
  purpose: 'Sends within every guard, at the hour that is answered best, and follows what becomes of it.',
  steps: ['outreach'],
};
