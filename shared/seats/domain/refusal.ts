import { type FieldProblem, RexError } from '../../kernel/errors.ts';

/** A request that its schema accepts and the seat does not: each field at fault, and why. */
export function refusal(fields: readonly FieldProblem[]): RexError {
  const sentence = fields.map(({ path, message }) => `${path} ${message}`).join('; ');
  return new RexError('VALIDATION_FAILED', `${sentence}.`, { fields });
}
