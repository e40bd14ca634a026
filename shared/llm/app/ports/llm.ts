import type { ZodType } from 'zod';

export interface LlmRequest<T> {
  readonly workspace: string;
  /** The mission that pays for it. */
  readonly missionId?: string | undefined;
  /** What it is for, as the usage shows it: `personalize`, `decide`, `command`. */
  readonly purpose: string;
  /** Objects of required fields only (`nullable`, not `optional`): strict structured output asks for it. */
  readonly schema: ZodType<T>;
  /** Names the schema to the provider: letters, digits, `_` and `-`. */
  readonly schemaName: string;
  readonly system: string;
  /** A JSON value reaches the model as JSON; in both, personal data is replaced before it leaves. */
  readonly user: string | Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
  /** Milliseconds for the whole call, tries included. */
  readonly timeoutMs: number;
}

interface LlmUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface LlmAnswer<T> {
  readonly value: T;
  readonly usage: LlmUsage;
  readonly model: string;
  /** Remembered from an earlier call with the same words. */
  readonly cached: boolean;
  readonly costUsd: number;
}

/**
 * One question to a language model with an answer of a known shape: the whole gateway, with redaction, memory and
 * budget. Throws RexError PROVIDER_UNAVAILABLE when there is no usable answer, whatever the cause: callers have a way
 * without.
 */
export interface LlmPort {
  complete<T>(request: LlmRequest<T>): Promise<LlmAnswer<T>>;
}

/** What a provider is sent: nothing personal is left in it. */
export interface LlmCall<T> {
  readonly schema: ZodType<T>;
  readonly schemaName: string;
  readonly system: string;
  readonly user: string;
  readonly maxOutputTokens: number;
  readonly timeoutMs: number;
}

export interface LlmProvider {
  /** The model that is asked, as the price list names it. */
  readonly model: string;
  /** @throws RexError PROVIDER_UNAVAILABLE */
  call<T>(
    request: LlmCall<T>,
  ): Promise<{ readonly value: T; readonly usage: LlmUsage; readonly model: string }>;
}

/** Money is counted in millionths of a dollar, whole numbers all. */
export interface SpendLimits {
  readonly day: number;
  readonly mission: number;
}

export interface LlmLedger {
  /** What was answered to these very words, as it was parsed; undefined when nothing is remembered. */
  recall(workspace: string, key: string): Promise<unknown>;
  remember(workspace: string, key: string, value: unknown, expiresAt: Date): Promise<void>;
  /** Takes an amount out of the budgets of the day and of the mission, both or neither; false when one is spent. */
  reserve(
    workspace: string,
    day: string,
    missionId: string | undefined,
    micros: number,
    limits: SpendLimits,
  ): Promise<boolean>;
  /** Puts in place of a reservation what a call really cost, and counts it. */
  settle(workspace: string, day: string, missionId: string | undefined, call: SettledCall): Promise<void>;
  /** Counts an answer that came from memory. */
  countRecalled(workspace: string, day: string, purpose: string): Promise<void>;
  usage(workspace: string, day: string): Promise<DayUsage>;
}

export interface SettledCall {
  readonly purpose: string;
  readonly reservedMicros: number;
  readonly costMicros: number;
  readonly usage: LlmUsage;
  readonly failed: boolean;
}

export interface PurposeUsage {
  readonly calls: number;
  readonly recalled: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
}

export interface DayUsage {
  /** With what calls that are under way have reserved. */
  readonly spentMicros: number;
  readonly byPurpose: Readonly<Record<string, PurposeUsage>>;
}
