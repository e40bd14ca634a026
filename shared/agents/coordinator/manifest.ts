import * as z from 'zod';
import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

const count = z.number().int();

export const coordinatorManifest = {
  name: 'SpecialForcesCoordinator',
  version: 1,
  purpose: 'Runs workflows: what depends on what, what is tried again, what was reached.',
  steps: {
    'recover-missions': {
      start: { uses: ['queue'] },
      result: z.object({
        looked: count,
        retried: count,
        left: count,
        gone: count,
        tried: z.array(z.string()),
        /** 1 when there may be more failed missions than were looked at. */
        unseen: count,
      }),
    },
    automate: {
      start: { uses: ['automations', 'automationRuns', 'workspaces', 'outside', 'wake', 'queue'] },
      result: z.object({
        runId: z.string(),
        outcome: z.enum(['continue', 'skipped']),
        reason: z.string().optional(),
      }),
    },
  },
  routes: [
    'agentsStatus',
    'agentsHealth',
    'listWorkflows',
    'agentMission',
    'registerAgent',
    'listExternalAgents',
    'rotateAgentSecret',
    'revokeAgent',
    'addAutomation',
    'listAutomations',
    'getAutomation',
    'removeAutomation',
    'rotateAutomationSecret',
    'missionAutomation',
    'automationResult',
  ],
  events: [
    'agent.registered',
    'agent.secret-rotated',
    'agent.revoked',
    'assignment.offered',
    'assignment.taken',
    'assignment.given-back',
    'assignment.done',
    'assignment.given-up',
    'automation.added',
    'automation.removed',
    'automation.secret-rotated',
    'automation.started',
    'automation.finished',
  ],
  providers: ['OpenAI', 'n8n', 'CrewAI'],
  prompts: [{ name: 'decide', version: 1, sha256: 'NQeAkw_tkypeWCTl7ipdTtRI8-LbKnPA9sewkieqhKE' }],
  llm: 'decides what the rules leave open; hands it to a person otherwise',
} as const satisfies AgentManifest;
