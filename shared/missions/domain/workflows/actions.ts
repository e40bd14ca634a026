/**
 * What a step can do, and which agent does it. The work itself is wired in `functions/steps/mission/run-step`, whose
 * table does not compile while an action of this list has none.
 */
export const ACTIONS = {
  enrich: { agent: 'ScraperAgent' },
  segment: { agent: 'ICPIntelligenceAgent' },
  profile: { agent: 'ICPIntelligenceAgent' },
  score: { agent: 'ReviverAgent' },
  personalize: { agent: 'PersonalizerAgent' },
  draft: { agent: 'PersonalizerAgent' },
  approve: { agent: 'person' },
  outreach: { agent: 'OutreachAgent' },
  'check-domains': { agent: 'DeliverabilityAgent' },
  'rotate-domains': { agent: 'DeliverabilityAgent' },
  'plan-warmup': { agent: 'DeliverabilityAgent' },
  'verify-rescue': { agent: 'DeliverabilityAgent' },
  review: { agent: 'AnalyticsAgent' },
  'recover-missions': { agent: 'SpecialForcesCoordinator' },
} as const satisfies Record<string, { readonly agent: string }>;

export type Action = keyof typeof ACTIONS;

/** What takes back a step that was done, when its mission ends badly or is cancelled. */
export const COMPENSATIONS = ['void-approval'] as const;
export type Compensation = (typeof COMPENSATIONS)[number];
