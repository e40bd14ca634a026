import type { ZodType } from 'zod';
import type { LlmSettings } from '../../contract/settings.ts';

export interface LlmRequest<T> {
  readonly workspace: string;
  /** The mission that pays for it. */
  readonly missionId?: string | undefined;
  /** The purpose, as the usage report shows it: `personalize`, `decide`, `command`. */
  readonly purpose: string;
  /** Only objects with required fields (`nullable`, not `optional`), as strict structured output requires. */
  readonly schema: ZodType<T>;
  /** Name of the schema for the provider: letters, digits, `_` and `-`. */
  readonly schemaName: string;
  readonly system: string;
  /** Which instructions of the workspace stand below `system`, if there are any. */
  readonly instructions?: keyof LlmSettings['instructions'];
  /** A text, or a value that is sent as JSON. Personal data in it is replaced before it is sent. */
  readonly user: string | Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
  /** Milliseconds for the whole call with all tries. */
  readonly timeoutMs: number;
}

export interface LlmUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface LlmAnswer<T> {
  readonly value: T;
  readonly usage: LlmUsage;
  readonly model: string;
  /** Whether the answer came from the cache. */
  readonly cached: boolean;
  readonly costUsd: number;
}

/**
 * One request to a language model with an answer of a known schema, through the whole gateway: redaction, cache and budget.
 * Throws RexError PROVIDER_UNAVAILABLE when there is no usable answer for any reason; callers must have a way without it.
 */
export interface LlmPort {
  complete<T>(request: LlmRequest<T>): Promise<LlmAnswer<T>>;
}

/** The request to a provider, without personal data. */
export interface LlmCall<T> {
  readonly schema: ZodType<T>;
  readonly schemaName: string;
  readonly system: string;
  readonly user: string;
  readonly maxOutputTokens: number;
  readonly timeoutMs: number;
}

/**
 * Vectors of texts through the same gateway: near vectors, near meanings. Each is of length 1.
 * Throws RexError PROVIDER_UNAVAILABLE when there are none for any reason; callers must have a way without them.
 */
export interface EmbeddingPort {
  /** Vectors of two models cannot be compared. */
  readonly model: string;
  embed(request: {
    readonly workspace: string;
    readonly purpose: string;
    readonly texts: readonly string[];
    /** Milliseconds for the whole call with all tries. */
    readonly timeoutMs: number;
  }): Promise<Float32Array[]>;
}

export interface EmbeddingProvider {
  readonly model: string;
  /** @throws RexError PROVIDER_UNAVAILABLE */
  call(
    texts: readonly string[],
    timeoutMs: number,
  ): Promise<{ readonly vectors: Float32Array[]; readonly usage: LlmUsage }>;
}

export interface LlmProvider {
  /** Name of the model, as in the price list. */
  readonly model: string;
  /** @throws RexError PROVIDER_UNAVAILABLE */
  call<T>(
    request: LlmCall<T>,
  ): Promise<{ readonly value: T; readonly usage: LlmUsage; readonly model: string }>;
}

/** Money is counted in whole millionths of a dollar. */
export interface SpendLimits {
  readonly day: number;
  readonly mission: number;
}

export interface LlmLedger {
  /** The parsed answer to this same text; undefined when it is not in the cache. */
  recall(workspace: string, key: string): Promise<unknown>;
  remember(workspace: string, key: string, value: unknown, expiresAt: Date): Promise<void>;
  /** Reserves an amount in the budgets of the day and of the mission, both or neither; false when one is used up. */
  reserve(
    workspace: string,
    day: string,
    missionId: string | undefined,
    micros: number,
    limits: SpendLimits,
  ): Promise<boolean>;
  /** What the day and the mission have spent or reserved; 0 for no mission. */
  spent(workspace: string, day: string, missionId: string | undefined): Promise<SpendLimits>;
  /** Replaces a reservation by the actual cost of the call, and counts the call. */
  settle(workspace: string, day: string, missionId: string | undefined, call: SettledCall): Promise<void>;
  /** Counts an answer from the cache. */
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
  /** Includes the reservations of running calls. */
  readonly spentMicros: number;
  readonly byPurpose: Readonly<Record<string, PurposeUsage>>;
}
