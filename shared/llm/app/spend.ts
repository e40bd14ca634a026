import { alertOfBudget } from '../../alerts/app/alert-budget.ts';
import type { RaiseAlertDeps } from '../../alerts/app/raise-alert.ts';
import { utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { ProviderLimits } from '../../limits/app/ports/provider-limits.ts';
import type { LlmSettings } from '../contract/settings.ts';
import { costMicros } from '../domain/prices.ts';
import type { LlmLedger, LlmUsage, SpendLimits } from './ports/llm.ts';

export interface SpendDeps extends RaiseAlertDeps {
  readonly ledger: LlmLedger;
  readonly limits: ProviderLimits;
}

/** The workspace, mission and purpose of a request. */
export interface Asked {
  readonly workspace: string;
  readonly missionId?: string | undefined;
  readonly purpose: string;
}

/** The reservation for one call. Plain data, because a background call is settled by another process. */
export interface Reservation {
  readonly day: string;
  readonly model: string;
  readonly reservedMicros: number;
  /** Upper bound of the input tokens. */
  readonly inputTokens: number;
}

const MICROS_PER_USD = 1_000_000;
export const NO_USAGE: LlmUsage = { inputTokens: 0, outputTokens: 0 };

/**
 * Reserves the highest possible cost of a call, which has so many tokens at most, and takes one call from the rate limit of the provider.
 * @throws RexError PROVIDER_UNAVAILABLE when a budget is used up or the provider is at its limit. Fails closed: when the
 *   ledger does not answer, it throws before the provider is called.
 */
export async function reserveSpend(
  deps: SpendDeps,
  asked: Asked,
  model: string,
  most: LlmUsage,
  settings: LlmSettings,
): Promise<Reservation> {
  const { workspace, missionId } = asked;
  const day = utcDay(deps.clock.now());
  const reservedMicros = costMicros(model, most, settings);
  const budgets = {
    day: Math.floor(settings.dailyBudgetUsd * MICROS_PER_USD),
    mission: Math.floor(settings.missionBudgetUsd * MICROS_PER_USD),
  };
  const reserved = await deps.ledger.reserve(workspace, day, missionId, reservedMicros, budgets);
  await tellOfBudgets(deps, asked, day, { budgets, reservedMicros, reserved }, settings);
  if (!reserved) {
    throw notAsked('the budget of the day or of the mission is spent (settings.llm)');
  }
  const reservation = { day, model, reservedMicros, inputTokens: most.inputTokens };
  const allowed = await deps.limits.take(workspace, 'openai', 1);
  if (allowed.ok) return reservation;
  await settleSpend(deps, asked, reservation, { usage: NO_USAGE, failed: true }, settings);
  throw notAsked(`the workspace may ask again at ${allowed.retryAt.toISOString()}`);
}

/** Before the call: what fails here costs nothing. */
async function tellOfBudgets(
  deps: SpendDeps,
  { workspace, missionId }: Asked,
  day: string,
  {
    budgets,
    reservedMicros,
    reserved,
  }: { readonly budgets: SpendLimits; readonly reservedMicros: number; readonly reserved: boolean },
  { budgetWarnAt: warnAt }: LlmSettings,
): Promise<void> {
  const spent = await deps.ledger.spent(workspace, day, missionId);
  const refusedBy = (used: number, budget: number): boolean => !reserved && used + reservedMicros > budget;
  const told = { workspace, day, warnAt };
  await alertOfBudget(deps, {
    ...told,
    of: 'the language model in a day',
    setting: 'llm.dailyBudgetUsd',
    spent: spent.day,
    budget: budgets.day,
    refused: refusedBy(spent.day, budgets.day),
  });
  if (missionId === undefined) return;
  await alertOfBudget(deps, {
    ...told,
    of: `the language model in mission ${missionId}`,
    setting: 'llm.missionBudgetUsd',
    spent: spent.mission,
    budget: budgets.mission,
    refused: refusedBy(spent.mission, budgets.mission),
  });
}

/** Replaces the reservation by the actual cost of the call. Returns the cost in US dollars. */
export async function settleSpend(
  { ledger }: Pick<SpendDeps, 'ledger'>,
  { workspace, missionId, purpose }: Asked,
  { day, model, reservedMicros }: Reservation,
  { usage, failed }: { readonly usage: LlmUsage; readonly failed: boolean },
  settings: LlmSettings,
): Promise<number> {
  const cost = costMicros(model, usage, settings);
  await ledger.settle(workspace, day, missionId, {
    purpose,
    reservedMicros,
    costMicros: cost,
    usage,
    failed,
  });
  return cost / MICROS_PER_USD;
}

/** The cost of a call without a usable answer is unknown: the input that was sent is counted. */
export const costOfFailure = ({ inputTokens }: Reservation) => ({
  usage: { inputTokens, outputTokens: 0 },
  failed: true,
});

export const notAsked = (reason: string): RexError =>
  new RexError('PROVIDER_UNAVAILABLE', `The language model was not asked: ${reason}.`);
