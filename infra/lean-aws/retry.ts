import { setTimeout as delay } from 'node:timers/promises';

/** What decides whether a failed try is repeated, as the SDK's errors carry it. */
export interface Failure {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly $retryable?: { readonly throttling?: boolean } | undefined;
  readonly $metadata?: {
    readonly httpStatusCode?: number | undefined;
    readonly clockSkewCorrected?: boolean;
  };
}

type Kind = 'throttled' | 'transient' | 'final';

/** The tables of `@smithy/core/retry`: the contract test compares what comes of them. */
const THROTTLED = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);
const TRANSIENT = new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException']);
const TRANSIENT_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const TRANSIENT_STATUS = new Set([500, 502, 503, 504]);
const DEEPEST_CAUSE = 10;

function kindOf(failure: Failure): Kind {
  const { name = '', $metadata, $retryable } = failure;
  if ($metadata?.httpStatusCode === 429 || THROTTLED.has(name) || $retryable?.throttling) return 'throttled';
  return isTransient(failure) ? 'transient' : 'final';
}

function isTransient(failure: Failure, depth = 0): boolean {
  const { name = '', code = '', message, cause, $metadata, $retryable } = failure;
  if (name === 'AbortError') return false;
  return (
    $retryable !== undefined ||
    $metadata?.clockSkewCorrected === true ||
    (name === 'InvalidSignatureException' && message?.includes('Signature expired') === true) ||
    TRANSIENT.has(name) ||
    TRANSIENT_CODES.has(code) ||
    TRANSIENT_STATUS.has($metadata?.httpStatusCode ?? 0) ||
    (cause instanceof Error && depth <= DEEPEST_CAUSE && isTransient(cause, depth + 1))
  );
}

const MOST_TOKENS = 500;
const LONGEST_MS = 20_000;
const FIRST_THROTTLED_MS = 1_000;
const LONGER_FOR_HINT_MS = 5_000;
const TOKENS = { throttled: 5, transient: 14 } as const;

/**
 * The SDK's standard mode: exponential backoff with full jitter, out of a bucket of tokens that failures empty and
 * successes fill, so that a service in trouble is not asked ever more often.
 */
export class RetryBudget {
  private tokens = MOST_TOKENS;
  private readonly firstMs: number;
  private readonly attempts: number;

  constructor(attempts: number, firstMs: number) {
    this.attempts = attempts;
    this.firstMs = firstMs;
  }

  /** Milliseconds until the next try, or undefined when there is none. `attempts` were made; `hintMs`: the server's wish. */
  nextDelay(failure: Failure, attempts: number, hintMs: number | undefined): Retry | undefined {
    const kind = kindOf(failure);
    if (kind === 'final' || attempts >= this.attempts || this.tokens < TOKENS[kind]) return undefined;
    const first = kind === 'throttled' ? FIRST_THROTTLED_MS : this.firstMs;
    const own = Math.floor(Math.random() * Math.min(first * 2 ** (attempts - 1), LONGEST_MS));
    const ms = hintMs === undefined ? own : Math.max(own, Math.min(hintMs, own + LONGER_FOR_HINT_MS));
    this.tokens -= TOKENS[kind];
    return { ms, tokens: TOKENS[kind] };
  }

  /** A try after a retry gives back what that took. */
  succeeded(last: Retry | undefined): void {
    this.tokens = Math.min(MOST_TOKENS, this.tokens + (last?.tokens ?? 1));
  }
}

export interface Retry {
  readonly ms: number;
  readonly tokens: number;
}

/** @throws AbortError */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch {
    throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
  }
}

/** When a server wants to be asked again, in milliseconds from now. */
export function retryHint(headers: Readonly<Record<string, unknown>>): number | undefined {
  const { 'retry-after': after, 'x-amz-retry-after': afterMs } = headers;
  if (typeof after === 'string') {
    const ms = /^[\d.]+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
    return Number.isNaN(ms) ? undefined : ms;
  }
  return typeof afterMs === 'string' && !Number.isNaN(Number(afterMs)) ? Number(afterMs) : undefined;
}
