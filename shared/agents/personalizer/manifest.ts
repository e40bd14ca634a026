import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const personalizerManifest: AgentManifest = {
  name: 'PersonalizerAgent',
  version: 1,
  purpose: 'Writes the messages by four frameworks, in two variants.',
  steps: ['personalize', 'draft'],
  llm: 'writes the templates; built-in ones otherwise',
};
