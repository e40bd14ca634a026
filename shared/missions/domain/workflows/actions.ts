/**
 * What a step can do. Which agent does it is said by the agent's manifest; the work itself is wired in
 * `functions/steps/mission/run-step`, whose table does not compile while an action of this list has none.
 */
export const ACTIONS = [
  'enrich',
  'segment',
  'profile',
  'score',
  'personalize',
  'draft',
  'approve',
  'outreach',
  'check-domains',
  'rotate-domains',
  'plan-warmup',
  'verify-rescue',
  'review',
  'recover-missions',
] as const;

export type Action = (typeof ACTIONS)[number];

/** What takes back a step that was done, when its mission ends badly or is cancelled. */
export const COMPENSATIONS = ['void-approval'] as const;
export type Compensation = (typeof COMPENSATIONS)[number];
