import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const icpManifest: AgentManifest = {
  name: 'ICPIntelligenceAgent',
  version: 1,
  purpose:
    'Segments leads, scores how well they fit, learns from outcomes what foretells them, and says whom to write to first.',
  steps: ['segment', 'profile'],
};
