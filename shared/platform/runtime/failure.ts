import { type ErrorCode, RexError } from '../../kernel/errors.ts';

/** Names by which AWS and Node say "not now": the same call may work a moment later. */
const TRANSIENT_NAMES = new Set([
  'InternalServerError',
  'InternalServiceError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'SlowDown',
  'ThrottlingException',
  'Throttling',
  'TimeoutError',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);
const TRANSIENT_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Two transactions in each other's way: nobody's fault, and reading again settles it. */
const CONFLICT_NAMES = new Set(['ConditionalCheckFailedException', 'TransactionConflictException']);

/**
 * Any failure as one with a code of Rex's own: what a use case threw as it is, what AWS said by its meaning, and
 * everything else as INTERNAL.
 */
export function rexErrorOf(error: unknown): RexError {
  if (error instanceof RexError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new RexError(codeOf(error), message, { cause: error });
}

function codeOf(error: unknown): ErrorCode {
  if (!(error instanceof Error)) return 'INTERNAL';
  if (CONFLICT_NAMES.has(error.name)) return 'VERSION_CONFLICT';
  const code = 'code' in error ? String(error.code) : '';
  return TRANSIENT_NAMES.has(error.name) || TRANSIENT_CODES.has(code) ? 'PROVIDER_UNAVAILABLE' : 'INTERNAL';
}
