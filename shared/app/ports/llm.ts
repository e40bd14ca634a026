import type { ZodType } from 'zod';

export interface LlmRequest<T> {
  /** Objects of required fields only (`nullable`, not `optional`): strict structured output asks for it. */
  readonly schema: ZodType<T>;
  /** Names the schema to the provider: letters, digits, `_` and `-`. */
  readonly schemaName: string;
  readonly system: string;
  readonly user: string;
  readonly maxOutputTokens: number;
  /** Milliseconds for the whole call, tries included. */
  readonly timeoutMs: number;
}

export interface LlmAnswer<T> {
  readonly value: T;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
  readonly model: string;
}

/**
 * One call to a language model with an answer of a known shape. Redaction, cache and budget are decorators of
 * this port. Throws RexError PROVIDER_UNAVAILABLE when there is no usable answer, whatever the cause: callers
 * have a way without.
 */
export interface LlmPort {
  complete<T>(request: LlmRequest<T>): Promise<LlmAnswer<T>>;
}
