import { inMillionths, type Risk } from '../../domains/domain/risk-budget.ts';
import { channelOfStep, type LeadDrafts } from '../../drafting/domain/cohort.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { JUST_WORKED, leadRisk } from '../../risk/domain/lead-risk.ts';
import { riskFactsOf } from '../../risk/domain/risk-facts.ts';

/**
 * What is expected of an e-mail: as when the mission chose the lead, or by what is known of the lead now when it did not note
 * that. After a first e-mail that did not end the sequence, the address has just worked.
 */
export function mailRisk({
  drafted,
  lead,
  step,
  now,
}: {
  readonly drafted: Pick<LeadDrafts, 'risk' | 'purchases' | 'channels'>;
  readonly lead: Lead;
  readonly step: number;
  readonly now: Date;
}): Risk {
  const first = drafted.risk ?? leadRisk(riskFactsOf(lead, drafted.purchases?.lastOn, now));
  return riskOfStep(first, drafted, step);
}

/** The same for who knows the risk of the first e-mail. */
function riskOfStep(
  first: { readonly bounce: number; readonly complaint: number },
  drafted: Pick<LeadDrafts, 'channels'>,
  step: number,
): Risk {
  const hasWorked = Array.from({ length: step - 1 }, (_, i) => channelOfStep(drafted, i + 1)).includes(
    'email',
  );
  return {
    bounce: inMillionths(hasWorked ? Math.min(first.bounce, JUST_WORKED) : first.bounce),
    complaint: inMillionths(first.complaint),
  };
}
