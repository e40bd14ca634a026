import { alertOfBudget } from '../../alerts/app/alert-budget.ts';
import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import { addMs, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { newEvent, REX } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { ProviderLimits } from '../../limits/app/ports/provider-limits.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { enrichmentEvents } from '../contract/events.ts';
import type { EnrichmentSettings, EnrichmentSourceName } from '../contract/settings.ts';
import { type Enrichment, nothingAsked, withAsked } from '../domain/enrichment.ts';
import { MICROS_PER_USD, mostMicros, nextSource, type StopReason } from '../domain/waterfall.ts';
import type {
  EnrichmentLedger,
  EnrichmentSources,
  EnrichmentStore,
  SourceAnswer,
} from './ports/enrichment.ts';

export interface EnrichLeadDeps extends RaiseAlertDeps {
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly enrichments: EnrichmentStore;
  readonly ledger: EnrichmentLedger;
  readonly sources: EnrichmentSources;
  readonly limits: ProviderLimits;
}

export interface EnrichLeadInput {
  readonly workspace: string;
  readonly leadId: string;
  readonly settings: EnrichmentSettings;
  /** Sources that are not asked any more, because they failed. A source that fails here is added. */
  readonly failing: Set<EnrichmentSourceName>;
  readonly correlationId: string;
}

export type EnrichLeadResult =
  | { readonly stop: StopReason | 'day-budget'; readonly sentence: string }
  /** When a source may be asked again. */
  | { readonly waitUntil: Date };

/**
 * Asks one source after another about a lead, until the waterfall stops. Before a call, it is claimed in the enrichment record
 * and its cost is reserved in the daily budget; both are settled after it. So neither a repeat nor a concurrent run asks a
 * source twice. After a death in between, the budget stays smaller by one call.
 * @throws RexError NOT_FOUND
 */
export async function enrichLead(deps: EnrichLeadDeps, input: EnrichLeadInput): Promise<EnrichLeadResult> {
  const { workspace, leadId, settings, failing } = input;
  for (;;) {
    const [lead, enrichment] = await Promise.all([
      deps.leads.get(workspace, leadId),
      deps.enrichments.get(workspace, leadId),
    ]);
    if (!lead) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
    const usable = new Set([...deps.sources.keys()].filter((source) => !failing.has(source)));
    const next = nextSource({ lead, enrichment, settings, usable, now: deps.clock.now() });
    if ('stop' in next) return next;
    const stopped = await askSource(
      deps,
      input,
      lead,
      enrichment ?? nothingAsked(workspace, leadId),
      next.ask,
    );
    if (stopped) return stopped;
  }
}

/** @returns undefined when the waterfall may continue */
async function askSource(
  deps: EnrichLeadDeps,
  input: EnrichLeadInput,
  lead: Lead,
  enrichment: Enrichment,
  source: EnrichmentSourceName,
): Promise<EnrichLeadResult | undefined> {
  const { workspace, settings } = input;
  const port = deps.sources.get(source);
  if (!port) throw new RexError('CONFIG_INVALID', `There is no source ${source}.`);
  const now = deps.clock.now();
  const reservation = { day: utcDay(now), micros: mostMicros(source, settings) };
  const giveBack = () => deps.ledger.release(workspace, reservation.day, reservation.micros);
  const budget = Math.floor(settings.dailyBudgetUsd * MICROS_PER_USD);
  const reserved = await deps.ledger.reserve(workspace, reservation.day, reservation.micros, budget);
  await alertOfBudget(deps, {
    workspace,
    of: 'enrichment in a day',
    setting: 'enrichment.dailyBudgetUsd',
    day: reservation.day,
    spent: (await deps.ledger.usage(workspace, reservation.day)).spentMicros,
    budget,
    warnAt: settings.budgetWarnAt,
    refused: !reserved,
  });
  if (!reserved) {
    return {
      stop: 'day-budget',
      sentence: 'Nobody: the budget of the day is spent (enrichment.dailyBudgetUsd).',
    };
  }
  const allowed = await deps.limits.take(workspace, source, 1);
  if (!allowed.ok) {
    await giveBack();
    return { waitUntil: allowed.retryAt };
  }
  const claim = newId('c', now);
  const asking = { state: 'asking', at: now.toISOString(), claim, costMicros: reservation.micros } as const;
  try {
    await deps.enrichments.save(withAsked(enrichment, source, asking));
  } catch (error) {
    await giveBack();
    if (error instanceof RexError && error.code === 'VERSION_CONFLICT') return undefined;
    throw error;
  }
  const answer = await port.find(lead.profile.address);
  await settleAnswer(deps, input, { source, claim, answer, reservation });
  return answer.outcome === 'later'
    ? { waitUntil: addMs(deps.clock.now(), answer.retryAfterSeconds * 1000) }
    : undefined;
}

interface Answered {
  readonly source: EnrichmentSourceName;
  readonly claim: string;
  readonly answer: SourceAnswer;
  readonly reservation: { readonly day: string; readonly micros: number };
}

async function settleAnswer(deps: EnrichLeadDeps, input: EnrichLeadInput, answered: Answered): Promise<void> {
  const { workspace, settings, leadId, correlationId } = input;
  const { source, answer, reservation } = answered;
  const { state, credits } = meaningOf(answer);
  const costMicros =
    credits === 'unknown'
      ? reservation.micros
      : Math.round(credits * settings.usdPerCredit[source] * MICROS_PER_USD);
  await keepAnswer(deps, input, answered, { state, costMicros });
  if (state === undefined) {
    await deps.ledger.release(workspace, reservation.day, reservation.micros);
    return;
  }
  const outcome =
    state === 'found' || state === 'nothing' ? state : state === 'refused' ? 'nothing' : 'failed';
  const reservedMicros = reservation.micros;
  await deps.ledger.settle(workspace, reservation.day, { source, reservedMicros, costMicros, outcome });
  if (state === 'failed') input.failing.add(source);
  if (answer.outcome === 'unavailable' && answer.account)
    await tellOfAccount(deps, input, source, answer.reason);
  if (state === 'refused') {
    // A person who objects to directories has probably not asked for our messages either.
    await suppressLead(deps, { workspace, leadId, reason: 'legal', source, actor: REX, correlationId });
  }
}

const meaningOf = (
  answer: SourceAnswer,
): {
  readonly state: 'found' | 'nothing' | 'refused' | 'failed' | undefined;
  readonly credits: number | 'unknown';
} => {
  switch (answer.outcome) {
    case 'found':
      return { state: 'found', credits: answer.credits };
    case 'unknown':
      return { state: 'failed', credits: 'unknown' };
    case 'unavailable':
      return { state: 'failed', credits: 0 };
    case 'later':
      return { state: undefined, credits: 0 };
    default:
      return { state: answer.outcome, credits: 0 };
  }
};

/** Replaces the claim by its result, if the claim is still ours. Without a state, the claim is removed. */
async function keepAnswer(
  deps: EnrichLeadDeps,
  { workspace, leadId, correlationId }: EnrichLeadInput,
  { source, claim, answer }: Answered,
  {
    state,
    costMicros,
  }: { state: 'found' | 'nothing' | 'refused' | 'failed' | undefined; costMicros: number },
): Promise<void> {
  await retryOnConflict(async () => {
    const now = deps.clock.now();
    const current = await deps.enrichments.get(workspace, leadId);
    if (!current || current.asked[source]?.claim !== claim || current.asked[source].state !== 'asking')
      return;
    const found = answer.outcome === 'found' ? answer.findings : undefined;
    const next = withAsked(
      current,
      source,
      state && { state, at: now.toISOString(), claim, costMicros, ...(found ? { found } : {}) },
    );
    const fields = Object.keys(found ?? {});
    const event = newEvent(
      enrichmentEvents,
      'lead.enriched',
      {
        about: leadId,
        sequence: current.version + 1,
        workspace,
        correlationId,
        actor: REX,
        data: { source, fields, costUsd: costMicros / MICROS_PER_USD },
      },
      now,
    );
    await deps.enrichments.save(next, found ? [event] : []);
  });
}

const tellOfAccount = (
  deps: EnrichLeadDeps,
  { workspace, correlationId }: EnrichLeadInput,
  source: EnrichmentSourceName,
  reason: string,
) =>
  raiseAlert(
    deps,
    {
      workspace,
      type: 'enrichment-source',
      severity: 'warning',
      title: `${source} refuses the requests of Rex`,
      message: `Check the key, the plan and the credits at ${source} (${reason}). Until then Rex enriches leads without it.`,
      evidence: { source, reason },
      cause: `enrichment-source ${source}`,
    },
    correlationId,
  );
