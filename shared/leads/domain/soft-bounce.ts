import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';

/** A failure that is not final: repeated ones are (`soft-bounces.ts`). */
export const softBounceSchema = z.object({
  at: instantSchema,
  /** Stable, of `domain/mail/bounce-severity.ts`. */
  reason: z.string(),
  /** What told of it, so that a repeat is not counted twice. */
  source: z.string(),
});
export type SoftBounce = z.infer<typeof softBounceSchema>;
