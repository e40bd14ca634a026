import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const coordinatorManifest: AgentManifest = {
  name: 'SpecialForcesCoordinator',
  version: 1,
  purpose: 'Runs workflows: what depends on what, what is tried again, what was reached.',
  steps: ['recover-missions'],
  llm: 'decides what the rules leave open; hands it to a person otherwise',
};
