/**
 * The actions of steps. The manifest of an agent says which actions it does. The work is wired in
 * `functions/steps/mission/run-step`, whose table does not compile while an action of this list is missing.
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
  'automate',
] as const;

export type Action = (typeof ACTIONS)[number];

/** Actions that undo a done step, when its mission fails or is cancelled. */
export const COMPENSATIONS = ['void-approval'] as const;
export type Compensation = (typeof COMPENSATIONS)[number];
