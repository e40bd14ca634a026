import * as z from 'zod';
import { idempotencyKeySchema, versionTagSchema } from '../../kernel/contract/common.ts';

/** What the routes of this context read beside path, query and body. */
export const ONCE = z.object({
  'idempotency-key': idempotencyKeySchema
    .optional()
    .describe('A repeat with the same key and body creates nothing more and returns what was created'),
});
export const IF_MATCH = z.object({
  'if-match': versionTagSchema.describe('The ETag of what was read: a change of an older version is refused'),
});

export const CREATE_ERRORS = ['VALIDATION_FAILED', 'IDEMPOTENCY_MISMATCH', 'NOT_FOUND', 'CONFLICT'] as const;
export const CHANGE_ERRORS = [
  'VALIDATION_FAILED',
  'NOT_FOUND',
  'CONFLICT',
  'PRECONDITION_FAILED',
  'PRECONDITION_REQUIRED',
] as const;
