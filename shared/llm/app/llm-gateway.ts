import * as z from 'zod';
import { addMs, type Clock, DAY, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { NameReader } from '../../privacy/domain/names.ts';
import { type Redaction, startRedaction } from '../../privacy/domain/redact.ts';
import type { LlmSettings } from '../contract/settings.ts';
import { withInstructions } from '../domain/instructions.ts';
import { mostTokens } from '../domain/prices.ts';
import type { LlmAnswer, LlmCall, LlmPort, LlmProvider, LlmRequest } from './ports/llm.ts';
import { costOfFailure, NO_USAGE, notAsked, reserveSpend, type SpendDeps, settleSpend } from './spend.ts';

export interface LlmGatewayDeps extends SpendDeps {
  /** The providers in order: each is asked when the one before gives no usable answer. */
  readonly providers: readonly [LlmProvider, ...LlmProvider[]];
  readonly reader: NameReader;
  readonly settingsOf: (workspace: string) => Promise<LlmSettings>;
}

/**
 * The only way to a language model: personal data is replaced, an answer to the same text is taken from the cache, the highest
 * possible cost of a call is reserved, and only then the provider is called. Every failure is PROVIDER_UNAVAILABLE: there
 * is no answer, and nothing is spent beyond the budget.
 */
export const llmGateway = (deps: LlmGatewayDeps): LlmPort => ({
  async complete<T>(request: LlmRequest<T>): Promise<LlmAnswer<T>> {
    const settings = await deps.settingsOf(request.workspace);
    const redaction = startRedaction({ fields: settings.redactFields, reader: deps.reader });
    const call: LlmCall<T> = { ...wordsOf(request, redaction, settings), timeoutMs: request.timeoutMs };
    const recalled = await recall(deps, request, call);
    const answer = recalled ?? (await askInTurn(deps, request, call, settings));
    return { ...answer, value: redaction.restore(answer.value) };
  },
});

/** What a provider is told, without personal data. Instructions are words of members: in them only its forms are known. */
export function wordsOf<T>(
  { schema, schemaName, system, instructions, user, maxOutputTokens }: Omit<LlmRequest<T>, 'timeoutMs'>,
  redaction: Redaction,
  settings: LlmSettings,
): Omit<LlmCall<T>, 'timeoutMs'> {
  const asked =
    typeof user === 'string' ? redaction.redact(user) : JSON.stringify(redaction.redactValue(user));
  const told = instructions === undefined ? '' : redaction.redactForms(settings.instructions[instructions]);
  return { schema, schemaName, system: withInstructions(system, told), user: asked, maxOutputTokens };
}

async function recall<T>(
  { providers, ledger, clock }: LlmGatewayDeps,
  { workspace, purpose, schema }: LlmRequest<T>,
  call: LlmCall<T>,
): Promise<LlmAnswer<T> | undefined> {
  const [{ model }] = providers;
  const parsed = schema.safeParse(await ledger.recall(workspace, keyOf(model, call)));
  if (!parsed.success) return undefined;
  await ledger.countRecalled(workspace, dayOf(clock), purpose);
  return { value: parsed.data, usage: NO_USAGE, model, cached: true, costUsd: 0 };
}

/** Asks the providers one after another, within the time limit of the whole call. */
async function askInTurn<T>(
  deps: LlmGatewayDeps,
  request: LlmRequest<T>,
  call: LlmCall<T>,
  settings: LlmSettings,
): Promise<LlmAnswer<T>> {
  const until = deps.clock.now().getTime() + request.timeoutMs;
  let failure: unknown;
  for (const provider of deps.providers) {
    const timeoutMs = until - deps.clock.now().getTime();
    if (timeoutMs <= 0) break;
    try {
      return await askOne(deps, provider, request, { ...call, timeoutMs }, settings);
    } catch (error) {
      if (!(error instanceof RexError && error.code === 'PROVIDER_UNAVAILABLE')) throw error;
      failure = error;
    }
  }
  throw failure ?? notAsked('there was no time left');
}

async function askOne<T>(
  deps: LlmGatewayDeps,
  provider: LlmProvider,
  request: LlmRequest<T>,
  call: LlmCall<T>,
  settings: LlmSettings,
): Promise<LlmAnswer<T>> {
  const reservation = await reserveSpend(deps, request, provider.model, mostOf(call), settings);
  try {
    const { value, usage, model } = await provider.call(call);
    const costUsd = await settleSpend(deps, request, reservation, { usage, failed: false }, settings);
    if (settings.cacheDays > 0) {
      const expiresAt = addMs(deps.clock.now(), settings.cacheDays * DAY);
      await deps.ledger.remember(request.workspace, keyOf(provider.model, call), value, expiresAt);
    }
    return { value, usage, model, cached: false, costUsd };
  } catch (error) {
    await settleSpend(deps, request, reservation, costOfFailure(reservation), settings);
    throw error;
  }
}

/** So many tokens a call has at most. */
export const mostOf = ({ system, user, schema, maxOutputTokens }: LlmCall<unknown>) => ({
  inputTokens: mostTokens([system, user, JSON.stringify(z.toJSONSchema(schema))]),
  outputTokens: maxOutputTokens,
});

/** Cache key of the redacted text: two calls that differ in a name only have the same key. */
const keyOf = (
  model: string,
  { system, user, schema, schemaName, maxOutputTokens }: LlmCall<unknown>,
): string =>
  sha256(JSON.stringify([model, system, user, schemaName, z.toJSONSchema(schema), maxOutputTokens]));

const dayOf = (clock: Clock): string => utcDay(clock.now());
