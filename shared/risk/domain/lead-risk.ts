import type { ProviderGroup } from '../../leads/contract/provider-groups.ts';
import { type Counts, kindOf, NO_EVIDENCE, type RiskEvidence, segmentsOf } from './risk-evidence.ts';
import type { RiskFacts } from './risk-facts.ts';
import type { Verification } from './verification.ts';

/** Probabilities of the next e-mail to a person. */
export interface LeadRisk {
  readonly bounce: number;
  readonly complaint: number;
  readonly provider: ProviderGroup;
}

/** An address that has just worked still bounces that often: full mailboxes that are closed, filters that say "unknown user". */
export const JUST_WORKED = 0.005;
/**
 * The share of addresses that die in a year. Vendors quote 22.5 % for lists of companies (MarketingSherpa by way of HubSpot),
 * 23 to 28 % in recent reports of ZeroBounce; the median tenure of a job, 3.9 years (US Bureau of Labor Statistics, 2024), means
 * 16 %. Those count all addresses, and a sender's own bounces and opt-outs have left this list meanwhile: half of the latter.
 * Nobody publishes a figure for consumer mailboxes, which outlast jobs; a quarter of that.
 */
const DIE_IN_A_YEAR = { company: 0.08, consumer: 0.02 } as const;
/** An address of unknown age. */
const UNKNOWN_YEARS = 1;
/** FullEnrich publishes 2 % bounces for addresses that were verified and 9 % for likely ones; for invalid ones nobody does. */
const BY_VERIFICATION: Readonly<Record<Verification, number>> = { valid: 0.02, risky: 0.09, invalid: 0.5 };
/**
 * Complaints of a list that knows its sender stay far below Gmail's 0.1 %; people who have not heard for long complain more
 * often, and so do those behind a role address, who never asked. No source: a judgement, with little weight.
 */
const COMPLAINT = { base: 0.0002, aYear: 0.0001, role: 0.0005, most: 0.002 } as const;
/**
 * How many e-mails the expectation weighs as much as. So the first twenty e-mails of a kind weigh as much as everything that
 * was assumed of it; complaints are so rare that fewer than a thousand say nothing.
 */
const WEIGHT = { bounced: 20, complained: 1_000 } as const;

/**
 * How likely the next e-mail to a person bounces for good, and is complained about.
 *
 * The expectation before any mail: an address that worked `t` years ago bounces with `1 - (1 - 0.005) (1 - d)^t`, where `d` is
 * the share that dies in a year; a verification of the list replaces it. Then what the workspace's own mail did, level by
 * level from the general to the particular: the age or verification, the same at this mailbox provider, the import, and the
 * mission itself. Each level is the posterior mean of a beta-binomial model, `(w m + x) / (w + n)`, whose expectation `m` is
 * that of the level before (a hierarchy as of MacKay and Peto 1995), of weight `w`, after `x` events in `n` e-mails.
 */
export function leadRisk(
  facts: RiskFacts,
  evidence: RiskEvidence = NO_EVIDENCE,
  ownMission?: Counts,
): LeadRisk {
  const levels = segmentsOf(kindOf(facts)).map((segment) => evidence.segments[segment]);
  if (ownMission) levels.push(ownMission);
  const update = (expected: number, of: 'bounced' | 'complained'): number =>
    levels.reduce(
      (mean, counts) =>
        counts ? (WEIGHT[of] * mean + counts[of]) / (WEIGHT[of] + Math.max(counts.sent, counts[of])) : mean,
      expected,
    );
  return {
    bounce: update(expectedBounce(facts), 'bounced'),
    complaint: update(expectedComplaint(facts), 'complained'),
    provider: facts.provider,
  };
}

function expectedBounce({ mailbox, years = UNKNOWN_YEARS, verification }: RiskFacts): number {
  if (verification) return BY_VERIFICATION[verification];
  return 1 - (1 - JUST_WORKED) * (1 - DIE_IN_A_YEAR[mailbox]) ** years;
}

const expectedComplaint = ({ years = UNKNOWN_YEARS, role }: RiskFacts): number =>
  Math.min(COMPLAINT.most, COMPLAINT.base + COMPLAINT.aYear * years + (role ? COMPLAINT.role : 0));
