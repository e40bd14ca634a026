import type { z } from 'zod';
import type { Drafts } from '../../drafting/domain/cohort.ts';
import { anytimeTest } from '../../experiments/domain/anytime.ts';
import { incrementalResult } from '../../experiments/domain/incremental.ts';
import { leadsNeeded } from '../../experiments/domain/leads-needed.ts';
import { wilsonInterval } from '../../experiments/domain/proportions.ts';
import type {
  abResultSchema,
  incrementalSchema,
  rateSchema,
  variantResultSchema,
} from '../../missions/contract/mission.ts';
import { type Send, wasSent } from '../../sending/domain/send.ts';

interface VariantLeads {
  readonly variant: string;
  readonly leads: readonly string[];
}

/** Who was assigned to each variant. */
export const variantLeads = (variants: readonly string[], drafts: readonly Drafts[]): VariantLeads[] => {
  const drafted = drafts.flatMap(({ leads }) => leads);
  return variants.map((variant) => ({
    variant,
    leads: drafted.filter((lead) => lead.variant === variant).map(({ leadId }) => leadId),
  }));
};

/**
 * AnalyticsAgent, the A/B test. Leads are compared as they were assigned, whether or not a message reached them (intention
 * to treat): without the blocked ones, the two groups would differ.
 */
export function compareVariants(
  variants: readonly VariantLeads[],
  sends: readonly Send[],
): z.infer<typeof abResultSchema> | null {
  const byLead = Map.groupBy(sends.filter(wasSent), (send) => send.leadId);
  const results = variants.map(({ variant, leads }) => variantResult(variant, leads, byLead));
  const [a, b] = results;
  if (!a || !b) return null;
  if (a.leads === 0 || b.leads === 0) {
    return {
      metric: 'replied',
      variants: results,
      difference: null,
      confidenceSequence95: null,
      anytimePValue: null,
      verdict: 'no decision yet',
      leadsNeeded: null,
      history: [],
    };
  }
  const arms = [
    { successes: a.replied.count, trials: a.leads },
    { successes: b.replied.count, trials: b.leads },
  ] as const;
  const test = anytimeTest(...arms);
  return {
    metric: 'replied',
    variants: results,
    difference: test.difference,
    confidenceSequence95: { low: test.interval.low, high: test.interval.high },
    anytimePValue: test.pValue,
    verdict: test.verdict,
    leadsNeeded: leadsNeeded(...arms),
    history: historyOf(variants, sends.filter(wasSent)),
  };
}

/** Days of a test that are kept at most: the latest. */
const HISTORY_DAYS = 90;

/** The same test at the end of each day on which somebody got an e-mail or answered one. It may be looked at that often. */
function historyOf(
  [a, b]: readonly VariantLeads[],
  sends: readonly Send[],
): z.infer<typeof abResultSchema>['history'] {
  if (!a || !b) return [];
  const moments = sends.flatMap(({ sentAt, repliedAt }) =>
    [sentAt, repliedAt].filter((at) => at !== undefined),
  );
  const days = [...new Set(moments.map((at) => at.slice(0, 10)))].toSorted().slice(-HISTORY_DAYS);
  const repliedOn = new Map<string, string>();
  for (const { leadId, repliedAt } of sends) {
    const known = repliedOn.get(leadId);
    if (repliedAt !== undefined && (known === undefined || repliedAt < known))
      repliedOn.set(leadId, repliedAt);
  }
  const arm = ({ leads }: VariantLeads, at: string) => ({
    successes: leads.filter((lead) => (repliedOn.get(lead) ?? '9999') <= at).length,
    trials: leads.length,
  });
  return days.map((day) => {
    const at = `${day}T23:59:59.999Z`;
    const { difference, interval } = anytimeTest(arm(a, at), arm(b, at));
    return { at, difference, confidenceSequence95: { low: interval.low, high: interval.high } };
  });
}

function variantResult(
  variant: string,
  leads: readonly string[],
  byLead: ReadonlyMap<string, readonly Send[]>,
): z.infer<typeof variantResultSchema> {
  const sends = leads.map((lead) => byLead.get(lead) ?? []);
  const ofLeads = (holds: (send: Send) => unknown) =>
    rate(sends.filter((list) => list.some(holds)).length, leads.length);
  const all = sends.flat();
  return {
    variant,
    leads: leads.length,
    sent: all.length,
    delivered: rate(all.filter((send) => send.deliveredAt).length, all.length),
    opened: ofLeads((send) => send.openedAt),
    clicked: ofLeads((send) => send.clickedAt),
    replied: ofLeads((send) => send.repliedAt),
    unsubscribed: ofLeads((send) => send.unsubscribedAt),
    booked: ofLeads((send) => send.bookedAt),
  };
}

/** A rate with its Wilson interval; null without trials. */
const rate = (count: number, of: number): z.infer<typeof rateSchema> => ({
  count,
  of,
  rate: of === 0 ? null : count / of,
  interval95: of === 0 ? null : wilsonInterval({ successes: count, trials: of }),
});

export interface OutcomeArm {
  readonly leads: number;
  readonly conversions: number;
  readonly revenueCents: number;
}

/** AnalyticsAgent, the holdout: the effect of the mission beyond what would have happened without it. */
export function compareWithHoldout(
  treated: OutcomeArm,
  holdout: OutcomeArm,
): z.infer<typeof incrementalSchema> {
  const arm = ({ leads, conversions, revenueCents }: OutcomeArm) => ({
    leads,
    converted: conversions,
    revenueUsd: revenueCents / 100,
  });
  const base = { outcome: 'purchase' as const, treated: arm(treated), holdout: arm(holdout) };
  if (treated.leads === 0 || holdout.leads === 0) {
    return {
      ...base,
      lift: null,
      lift95: null,
      incrementalConversions: null,
      anytimePValue: null,
      leadsNeeded: null,
      sentence:
        treated.leads === 0
          ? 'Nothing was sent, so there is nothing to compare.'
          : 'Nobody was held out, so there is nothing to compare with.',
    };
  }
  const result = incrementalResult(treated, holdout);
  return {
    ...base,
    lift: result.absoluteLift,
    lift95: { low: result.interval.low, high: result.interval.high },
    incrementalConversions: result.incrementalConversions,
    anytimePValue: result.anytimeP,
    leadsNeeded: leadsNeeded(
      { successes: holdout.conversions, trials: holdout.leads },
      { successes: treated.conversions, trials: treated.leads },
    ),
    sentence: result.sentence,
  };
}
