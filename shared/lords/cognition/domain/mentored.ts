import type { RECOMMENDATION_KINDS } from '../../../workspaces/contract/setting-change.ts';
import type { MENTORED_SETTINGS } from '../contract/schemas.ts';

/** Settings of which a change can be recommended, which agent works by each, and of what kind such a recommendation is. */
export const MENTORED: Readonly<
  Record<
    (typeof MENTORED_SETTINGS)[number],
    { readonly agent: string; readonly kind: (typeof RECOMMENDATION_KINDS)[number] }
  >
> = {
  dailyBudget: { agent: 'OutreachAgent', kind: 'deliverability' },
  'frequencyCap.minHoursBetween': { agent: 'OutreachAgent', kind: 'deliverability' },
  requireConsent: { agent: 'ReviverAgent', kind: 'audience' },
  'sendTime.optimise': { agent: 'OutreachAgent', kind: 'timing' },
  'sendTime.explore': { agent: 'OutreachAgent', kind: 'timing' },
  variants: { agent: 'PersonalizerAgent', kind: 'content' },
  'channels.steps': { agent: 'PersonalizerAgent', kind: 'channel' },
  'llm.instructions.messages': { agent: 'PersonalizerAgent', kind: 'content' },
  // The agent of the tasks that answer (`email.answer`).
  'llm.instructions.answers': { agent: 'email', kind: 'content' },
};
