import type { z } from 'zod';
import { complaintOf } from '../kernel/contract/complaint.ts';
import { type FieldProblem, RexError } from '../kernel/errors.ts';

/** So many wrong places are named at most: a body of nothing but faults must not make an answer of nothing else. */
export const MAX_PROBLEMS = 50;

/** Every place that is wrong, named by its path from `root` (`body.params.steps`). */
export function fieldProblems(error: z.ZodError, root: string): FieldProblem[] {
  return error.issues.slice(0, MAX_PROBLEMS).flatMap((issue) => {
    const path = [root, ...issue.path.map(String)];
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: complaintOf(issue) }];
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
