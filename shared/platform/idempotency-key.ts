import { idempotencyKeySchema } from '../kernel/contract/common.ts';
import { RexError } from '../kernel/errors.ts';

/** The header as it came, once it is known to be usable. @throws RexError VALIDATION_FAILED */
export function checkIdempotencyKey(key: string | undefined): string | undefined {
  const { error } = idempotencyKeySchema.optional().safeParse(key);
  if (!error) return key;
  throw new RexError('VALIDATION_FAILED', 'The Idempotency-Key cannot be used.', {
    fields: error.issues.map(({ message }) => ({ path: 'headers.idempotency-key', message })),
  });
}
