import { RexError } from '../../../kernel/errors.ts';

/** A refusal that names the field. */
export const refused = (path: string, message: string): RexError =>
  new RexError('VALIDATION_FAILED', `Not valid: ${path}: ${message}`, { fields: [{ path, message }] });
