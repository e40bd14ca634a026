import { type Clock, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SettingsReader } from '../../platform/ports/settings.ts';
import type { EnrichmentView } from '../contract/routes.ts';
import { ENRICHABLE, ENRICHMENT_SOURCES, type EnrichmentSettings } from '../contract/settings.ts';
import { askedOf } from '../domain/enrichment.ts';
import { knownFields, qualityOf } from '../domain/quality.ts';
import { MICROS_PER_USD, nextSource } from '../domain/waterfall.ts';
import { type EnrichLeadDeps, enrichLead } from './enrich-lead.ts';
import type { EnrichmentLedger, EnrichmentSources, EnrichmentStore } from './ports/enrichment.ts';
import { settingsOf } from './settings-of.ts';

export interface ViewEnrichmentDeps {
  readonly leads: Pick<LeadStore, 'get'>;
  readonly enrichments: Pick<EnrichmentStore, 'get'>;
  readonly sources: EnrichmentSources;
  readonly workspaces: SettingsReader<{ readonly enrichment: EnrichmentSettings }>;
  readonly clock: Clock;
}

/** @throws RexError NOT_FOUND */
export async function viewEnrichment(
  deps: ViewEnrichmentDeps,
  workspace: string,
  leadId: string,
): Promise<EnrichmentView> {
  const [lead, enrichment, settings] = await Promise.all([
    deps.leads.get(workspace, leadId),
    deps.enrichments.get(workspace, leadId),
    settingsOf(deps, workspace),
  ]);
  if (!lead) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
  const known = knownFields(lead.profile, enrichment);
  const usable = new Set(deps.sources.keys());
  const next = nextSource({ lead, enrichment, settings, usable, now: deps.clock.now() });
  return {
    leadId,
    quality: qualityOf(known, settings.wanted),
    fields: ENRICHABLE.map((field) => {
      const { value = null, trust = 0, from = [] } = known.find((each) => each.field === field) ?? {};
      return { field, wanted: settings.wanted.includes(field), value, trust, from: [...from] };
    }),
    asked: (enrichment ? askedOf(enrichment) : []).map(({ source, state, at, costMicros }) => ({
      source,
      state,
      at,
      costUsd: costMicros / MICROS_PER_USD,
    })),
    next: 'ask' in next ? next.ask : next.sentence,
  };
}

export interface EnrichNowDeps extends EnrichLeadDeps {
  readonly workspaces: ViewEnrichmentDeps['workspaces'];
}

/**
 * Enriches one lead now.
 * @throws RexError NOT_FOUND; CONFLICT when no source may be asked; RATE_LIMITED when the source is at its limit;
 *   PROVIDER_UNAVAILABLE when every source that was asked failed
 */
export async function enrichNow(
  deps: EnrichNowDeps,
  { workspace, leadId, correlationId }: { workspace: string; leadId: string; correlationId: string },
): Promise<EnrichmentView> {
  const settings = await settingsOf(deps, workspace);
  const failing: Set<(typeof ENRICHMENT_SOURCES)[number]> = new Set();
  const result = await enrichLead(deps, { workspace, leadId, settings, failing, correlationId });
  if ('waitUntil' in result) {
    const seconds = Math.max(1, Math.ceil((result.waitUntil.getTime() - deps.clock.now().getTime()) / 1000));
    throw new RexError('RATE_LIMITED', 'The source is at its limit of calls. Try again later.', {
      retryAfter: seconds,
    });
  }
  if (result.stop !== 'enough' && result.stop !== 'all-asked')
    throw new RexError('CONFLICT', result.sentence);
  const view = await viewEnrichment(deps, workspace, leadId);
  if (failing.size > 0 && view.asked.every(({ state }) => state === 'failed')) {
    throw new RexError('PROVIDER_UNAVAILABLE', `No answer from ${[...failing].join(' or ')}.`);
  }
  return view;
}

export async function readEnrichmentUsage(
  deps: {
    readonly ledger: Pick<EnrichmentLedger, 'usage'>;
    readonly sources: EnrichmentSources;
    readonly workspaces: SettingsReader<{ readonly enrichment: EnrichmentSettings }>;
    readonly clock: Clock;
  },
  workspace: string,
  asked?: string,
) {
  const day = asked ?? utcDay(deps.clock.now());
  const [{ spentMicros, bySource }, { dailyBudgetUsd }] = await Promise.all([
    deps.ledger.usage(workspace, day),
    settingsOf(deps, workspace),
  ]);
  const spentUsd = spentMicros / MICROS_PER_USD;
  return {
    day,
    spentUsd,
    leftUsd: Math.max(0, dailyBudgetUsd - spentUsd),
    sources: ENRICHMENT_SOURCES.map((source) => {
      const { calls = 0, found = 0, nothing = 0, failed = 0, costMicros = 0 } = bySource[source] ?? {};
      const costUsd = costMicros / MICROS_PER_USD;
      return { source, ready: deps.sources.has(source), calls, found, nothing, failed, costUsd };
    }),
  };
}
