import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const reviverManifest: AgentManifest = {
  name: 'ReviverAgent',
  version: 1,
  purpose: 'Finds who is worth writing to, holds some out for good, and chooses variants.',
  steps: ['score'],
};
