import type { RuleSettings } from '../../decisions/contract/settings.ts';
import type { SendingDomain } from './pool.ts';

/** The thresholds of a workspace, which rules, guards and allocation share. */
export type ReputationThresholds = Pick<RuleSettings, 'rotateBelowReputation' | 'prewarmedReputation'>;

/**
 * The reputation below which nothing is sent from a domain: no mission gets it, the guards wait, and the rules rotate it out
 * (`decisions/domain/rules/domain.ts` compares with the same two thresholds). A prewarmed domain has to be better, since it
 * comes with a name that others made.
 */
export const reputationFloor = (
  tier: SendingDomain['tier'],
  { rotateBelowReputation, prewarmedReputation }: ReputationThresholds,
): number =>
  tier === 'prewarmed' ? Math.max(rotateBelowReputation, prewarmedReputation) : rotateBelowReputation;
