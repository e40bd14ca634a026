import type { EnrichmentStore } from '../../enrichment/app/ports/enrichment.ts';
import { answeredBefore, type Enrichment } from '../../enrichment/domain/enrichment.ts';
import { enrichedProfile } from '../../enrichment/domain/quality.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { unitInterval } from '../../kernel/hash.ts';
import type { InboundMessage, LeadStore } from '../../leads/app/ports/leads.ts';
import { type Lead, type LeadOrders, unpackOrder } from '../../leads/domain/lead.ts';
import { icpFactsOf } from '../domain/icp-facts.ts';
import type { SurveyedLead } from '../domain/survey.ts';

/** A lead who has not replied within this time after the first message counts as not replying. */
const OUTCOME_AFTER_MS = 14 * DAY;
const READS_IN_FLIGHT = 8;

export interface GatherIcpFactsDeps {
  readonly leads: Pick<LeadStore, 'getMany' | 'getOrders' | 'listInbound'>;
  readonly enrichments: Pick<EnrichmentStore, 'getMany'>;
}

/** The current facts of leads, and for leads with an outcome the facts from before it. */
export async function gatherIcpFacts(
  { leads: store, enrichments }: GatherIcpFactsDeps,
  workspace: string,
  ids: readonly string[],
  now: Date,
): Promise<{ lead: Lead; known: SurveyedLead }[]> {
  const [leads, orders, bought] = await Promise.all([
    store.getMany(workspace, ids),
    store.getOrders(workspace, ids, 'eventual'),
    enrichments.getMany(workspace, ids),
  ]);
  const found = leads.flatMap((lead, i) =>
    lead ? [{ lead, orders: orders[i], enrichment: bought[i] }] : [],
  );
  return mapConcurrent(found, READS_IN_FLIGHT, async ({ lead, orders: ordered, enrichment }) => {
    // Without a message there can be no reply.
    const wasWrittenTo = lead.contacted.length > 0 || Object.keys(lead.journeys).length > 0;
    const inbound = wasWrittenTo ? await store.listInbound(workspace, lead.id) : [];
    return { lead, known: surveyLead(lead, ordered, inbound, now, enrichment) };
  });
}

/** @internal */
export function surveyLead(
  lead: Lead,
  orders: LeadOrders | undefined,
  inbound: readonly Pick<InboundMessage, 'kind' | 'receivedAt'>[],
  now: Date,
  enrichment?: Pick<Enrichment, 'asked'>,
): SurveyedLead {
  const { profile } = lead;
  const bought = Object.values(orders?.orders ?? {})
    .map(unpackOrder)
    .filter(({ amountCents }) => amountCents >= 0)
    .map(({ orderedOn }) => orderedOn);
  const replies = inbound.filter(({ kind }) => kind === 'reply').map(({ receivedAt }) => receivedAt);
  const facts = icpFactsOf(
    enrichedProfile(profile, enrichment),
    {
      orders: bought.length,
      lastSignOn: [...bought, ...replies].toSorted().at(-1),
      replied: replies.length > 0,
      suppressed: lead.suppression !== undefined,
    },
    now,
  );
  const base = { rank: unitInterval(`icp ${lead.id}`), facts };
  const nothingYet = { orders: 0, replied: false, suppressed: false };
  if (profile.outcome !== undefined) {
    // The time of the outcome is unknown, so everything that may have come after it is left out: purchased data too, because
    // no data is bought about a person who has opted out.
    const before = icpFactsOf({ ...profile, lastContactedAt: undefined }, nothingYet, now);
    return { ...base, outcome: { source: 'import', positive: profile.outcome, before } };
  }
  const first = lead.contacted.map(({ at }) => at).toSorted()[0];
  if (first === undefined) return base;
  const earlier = bought.filter((on) => on < first.slice(0, 10));
  const positive = replies.length > 0 || bought.length > earlier.length;
  if (!positive && addMs(new Date(first), OUTCOME_AFTER_MS) > now) return base;
  const before = icpFactsOf(
    enrichedProfile(profile, enrichment && answeredBefore(enrichment, first)),
    { ...nothingYet, orders: earlier.length, lastSignOn: earlier.toSorted().at(-1) },
    new Date(first),
  );
  return { ...base, outcome: { source: 'ledger', positive, before } };
}
