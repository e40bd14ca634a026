import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';

/** A failure that is not final. Repeated ones count as final (`soft-bounces.ts`). */
export const softBounceSchema = z.object({
  at: instantSchema,
  /** A stable reason of `mail/domain/bounce-severity.ts`. */
  reason: z.string(),
  /** Id of the report, so that a repeat is not counted twice. */
  source: z.string(),
});
export type SoftBounce = z.infer<typeof softBounceSchema>;
