import { problemType } from '../../kernel/contract/problem-type.ts';
import { ERROR_CODES, type RexError } from '../../kernel/errors.ts';

/** Seconds to wait where the failure itself does not know better. */
const RETRY_AFTER: Readonly<Record<number, number>> = { 429: 30, 503: 5 };

/**
 * A failure as RFC 9457 problem details. What went wrong on our side is told in the log, not to the client.
 */
export function problemResponse(error: RexError, instance: string) {
  const { http: status, title } = ERROR_CODES[error.code];
  const retryAfter = error.retryAfter ?? RETRY_AFTER[status];
  const problem = {
    type: problemType(error.code),
    title,
    status,
    detail: status < 500 ? error.message : `${title}.`,
    code: error.code,
    instance,
    ...(error.fields.length > 0 && status < 500 ? { fields: error.fields } : {}),
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify(problem),
  };
}
