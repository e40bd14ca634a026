import * as z from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { ProviderLimits } from '../../limits/app/ports/provider-limits.ts';
import type { LlmSettings } from '../contract/settings.ts';
import { costMicros, mostTokens } from '../domain/prices.ts';
import type { LlmCall, LlmLedger } from './ports/llm.ts';

export interface SpendDeps {
  readonly ledger: LlmLedger;
  readonly limits: ProviderLimits;
  readonly clock: Clock;
}

/** For whom and for what a model is asked. */
export interface Asked {
  readonly workspace: string;
  readonly missionId?: string | undefined;
  readonly purpose: string;
}

interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What was set aside for one call. Plain data: a call that is answered later is settled by another process. */
export interface Reservation {
  readonly day: string;
  readonly model: string;
  readonly reservedMicros: number;
  /** The most that the input can be. */
  readonly inputTokens: number;
}

const MICROS_PER_USD = 1_000_000;
export const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0 };

/**
 * Sets aside the most that a call can cost, and takes a call of what the provider allows.
 * @throws RexError PROVIDER_UNAVAILABLE when a budget is spent or the provider may not be asked now. Fails closed: a
 *   ledger that does not answer throws before anything was asked.
 */
export async function reserveSpend(
  deps: SpendDeps,
  asked: Asked,
  model: string,
  call: Pick<LlmCall<unknown>, 'system' | 'user' | 'schema' | 'maxOutputTokens'>,
  settings: LlmSettings,
): Promise<Reservation> {
  const { workspace, missionId } = asked;
  const day = deps.clock.now().toISOString().slice(0, 10);
  const inputTokens = mostTokens([call.system, call.user, JSON.stringify(z.toJSONSchema(call.schema))]);
  const reservedMicros = costMicros(model, { inputTokens, outputTokens: call.maxOutputTokens }, settings);
  const budgets = {
    day: Math.floor(settings.dailyBudgetUsd * MICROS_PER_USD),
    mission: Math.floor(settings.missionBudgetUsd * MICROS_PER_USD),
  };
  if (!(await deps.ledger.reserve(workspace, day, missionId, reservedMicros, budgets))) {
    throw notAsked('the budget of the day or of the mission is spent (settings.llm)');
  }
  const reservation = { day, model, reservedMicros, inputTokens };
  const allowed = await deps.limits.take(workspace, 'openai', 1);
  if (allowed.ok) return reservation;
  await settleSpend(deps, asked, reservation, { usage: NO_USAGE, failed: true }, settings);
  throw notAsked(`the workspace may ask again at ${allowed.retryAt.toISOString()}`);
}

/** Puts what a call really cost in place of what was set aside. Returns it, in US dollars. */
export async function settleSpend(
  { ledger }: Pick<SpendDeps, 'ledger'>,
  { workspace, missionId, purpose }: Asked,
  { day, model, reservedMicros }: Reservation,
  { usage, failed }: { readonly usage: Usage; readonly failed: boolean },
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

/** Nobody knows what a call without a usable answer cost: it counts with the input that was sent. */
export const costOfFailure = ({ inputTokens }: Reservation) => ({
  usage: { inputTokens, outputTokens: 0 },
  failed: true,
});

export const notAsked = (reason: string): RexError =>
  new RexError('PROVIDER_UNAVAILABLE', `The language model was not asked: ${reason}.`);
