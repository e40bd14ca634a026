import type { AgentManifest } from '../../coordination/domain/agent-manifest.ts';

export const outreachManifest = {
  name: 'OutreachAgent',
  version: 1,
  purpose: 'Sends within every guard, at the hour that is answered best, and follows what becomes of it.',
  steps: {
    outreach: {
      start: { uses: ['cohorts', 'outbound', 'workspaces', 'sendTimes'] },
      parts: { of: 'a cohort', queue: 'outbound' },
    },
  },
  routes: ['listMessages', 'resolveMessage', 'listLinkedinTasks', 'completeLinkedinTask', 'skipLinkedinTask'],
  events: ['cohort.worked', 'task.opened', 'task.done', 'task.skipped'],
  providers: ['Amazon SES', 'Twilio'],
  prompts: [],
} as const satisfies AgentManifest;
