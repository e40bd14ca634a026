import { inMillionths, type Risk } from '../../domains/domain/risk-budget.ts';
import { channelOfStep, type LeadDrafts } from '../../drafting/domain/cohort.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { JUST_WORKED, leadRisk } from '../../risk/domain/lead-risk.ts';
import { riskFactsOf } from '../../risk/domain/risk-facts.ts';

type Drafted = Pick<LeadDrafts, 'risk' | 'purchases' | 'channels'>;

/**
 * What is expected of an e-mail: as when the mission chose the lead, or by what is known of the lead now when it did not note
 * that. After a first e-mail that did not end the sequence, the address has just worked.
 */
export function mailRisk(drafted: Drafted, lead: Lead, step: number, now: Date): Risk {
  const first = drafted.risk ?? leadRisk(riskFactsOf(lead, drafted.purchases?.lastOn, now));
  return {
    bounce: inMillionths(isFirstEmail(drafted, step) ? first.bounce : Math.min(first.bounce, JUST_WORKED)),
    complaint: inMillionths(first.complaint),
  };
}

/** Whether no step before this one is an e-mail. */
export function isFirstEmail(drafted: Pick<LeadDrafts, 'channels'>, step: number): boolean {
  for (let before = 1; before < step; before++) if (channelOfStep(drafted, before) === 'email') return false;
  return true;
}
