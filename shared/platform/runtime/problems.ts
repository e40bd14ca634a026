import type { z } from 'zod';
import { problemType } from '../../kernel/contract/problem-type.ts';
import { ERROR_CODES, type FieldProblem, RexError } from '../../kernel/errors.ts';
import { MAX_PROBLEMS } from './wire-value.ts';

/** Seconds to wait where the failure itself does not know better. */
const RETRY_AFTER: Readonly<Record<number, number>> = { 429: 30, 503: 5 };

/** Every place that is wrong, named by its path from `root` (`body.params.steps`). */
export function fieldProblems(error: z.ZodError, root: string): FieldProblem[] {
  return error.issues.slice(0, MAX_PROBLEMS).flatMap((issue) => {
    const path = [root, ...issue.path.map(String)];
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }];
    return issue.keys
      .slice(0, MAX_PROBLEMS)
      .map((key) => ({ path: [...path, key].join('.'), message: 'is not known here' }));
  });
}

/** The failure of an input whose wrong places are these. */
export function invalid(what: string, fields: readonly FieldProblem[]): RexError {
  const named = fields.slice(0, MAX_PROBLEMS);
  const places = named.map((field) => `${field.path}: ${field.message}`).join('; ');
  return new RexError('VALIDATION_FAILED', `${what}: ${places}`, { fields: named });
}

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
