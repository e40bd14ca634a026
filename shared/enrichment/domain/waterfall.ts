import { addMs, DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { EnrichmentSettings, EnrichmentSourceName } from '../contract/settings.ts';
import { askedOf, type Enrichment } from './enrichment.ts';
import { knownFields, qualityOf } from './quality.ts';

/** Longer than any call takes: when it is over, the process that asked has died. */
const CLAIM_MS = 5 * MINUTE;

/** How long a source that failed is not asked: a redelivered page must not spend its calls on it. */
const FAILED_MS = HOUR;

/** The most credits that a call can cost, by the price lists of the sources. */
const CREDITS: Readonly<Record<EnrichmentSourceName, number>> = { apollo: 1, hunter: 2 };

export const MICROS_PER_USD = 1_000_000;

export const mostMicros = (source: EnrichmentSourceName, { usdPerCredit }: EnrichmentSettings): number =>
  Math.round(CREDITS[source] * usdPerCredit[source] * MICROS_PER_USD);

export type NextSource =
  | { readonly ask: EnrichmentSourceName }
  | { readonly stop: StopReason; readonly sentence: string };

export type StopReason =
  | 'off'
  | 'not-allowed'
  | 'refused'
  | 'enough'
  | 'being-asked'
  | 'over-budget'
  | 'all-asked';

export interface WaterfallView {
  readonly lead: Pick<Lead, 'profile' | 'suppression'>;
  readonly enrichment: Pick<Enrichment, 'asked'> | undefined;
  readonly settings: EnrichmentSettings;
  /** Sources that can be asked: they have a key and have not failed recently. */
  readonly usable: ReadonlySet<EnrichmentSourceName>;
  readonly now: Date;
}

/**
 * One step of the waterfall: sources are asked in the order of the settings, none twice within the days of the cache, and
 * none any more once enough is known. It never asks about a person who must not be contacted, because there is no purpose
 * for buying their data.
 */
export function nextSource({ lead, enrichment, settings, usable, now }: WaterfallView): NextSource {
  const stop = (reason: StopReason, sentence: string): NextSource => ({ stop: reason, sentence });
  const { profile } = lead;
  if (settings.sources.length === 0)
    return stop('off', 'Nobody: the settings name no sources (enrichment.sources).');
  if (lead.suppression || profile.consent === 'opted_out' || profile.neverMail || profile.roleAddress) {
    return stop(
      'not-allowed',
      'Nobody: it may not be written to, or is the address of a role and not of a person.',
    );
  }
  const asked = enrichment ? askedOf(enrichment) : [];
  if (asked.some(({ state }) => state === 'refused')) {
    return stop('refused', 'Nobody: the person has asked not to be looked up.');
  }
  const fresh = asked.filter(({ at }) => addMs(new Date(at), settings.cacheDays * DAY) > now);
  const freshly = { asked: Object.fromEntries(fresh.map(({ source, ...each }) => [source, each])) };
  const quality = qualityOf(knownFields(profile, freshly), settings.wanted);
  if (quality >= settings.enough) {
    return stop('enough', `Nobody: the quality is ${quality.toFixed(2)}, and ${settings.enough} is enough.`);
  }
  const claimed = fresh.some(({ state, at }) => state === 'asking' && addMs(new Date(at), CLAIM_MS) > now);
  if (claimed) return stop('being-asked', 'Nobody: a source is being asked at this moment.');
  const isDone = ({ state, at }: (typeof fresh)[number]): boolean =>
    state === 'found' || state === 'nothing' || (state === 'failed' && addMs(new Date(at), FAILED_MS) > now);
  const done = new Set(fresh.filter(isDone).map(({ source }) => source));
  const next = settings.sources.find((source) => usable.has(source) && !done.has(source));
  if (!next) {
    return stop(
      'all-asked',
      'Nobody: all sources were asked, or cannot be asked now (no key, or they failed).',
    );
  }
  const spent = fresh.reduce((sum, { costMicros }) => sum + costMicros, 0);
  return spent + mostMicros(next, settings) > settings.maxUsdPerLead * MICROS_PER_USD
    ? stop('over-budget', `Nobody: ${next} could pass what one lead may cost (enrichment.maxUsdPerLead).`)
    : { ask: next };
}
