import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { DEAD_LETTER_STATES } from '../contract/routes.ts';

/** Why a message failed the last time, as its consumer said. */
export const failureSchema = z.object({ code: z.string(), problem: z.string(), at: instantSchema });
export type Failure = z.infer<typeof failureSchema>;

/** A message that nobody could work on, kept until a person has decided about it. */
export const deadLetterSchema = z.object({
  /** The tenant that it belongs to; that of the deployment's operators for what belongs to none. */
  workspace: z.string(),
  id: z.string(),
  version: z.number().int().min(1),
  queue: z.string(),
  body: z.string(),
  correlationId: z.string().optional(),
  failure: failureSchema.optional(),
  receives: z.number().int(),
  sentAt: instantSchema,
  diedAt: instantSchema,
  state: readUnknownAs(z.enum(DEAD_LETTER_STATES), 'discarded'),
  decidedBy: z.string().optional(),
  decidedAt: instantSchema.optional(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** A replay that was begun so long ago has died on the way, and may be begun again: consumers bear a repeat. */
const REPLAY_DIES_AFTER_MS = 60_000;

/** @throws RexError CONFLICT when somebody has decided already */
export function decideDeadLetter(
  letter: DeadLetter,
  to: 'replaying' | 'discarded',
  by: string,
  now: Date,
): DeadLetter {
  const stuck =
    letter.state === 'replaying' && now.getTime() - Date.parse(letter.decidedAt ?? '') > REPLAY_DIES_AFTER_MS;
  if (letter.state !== 'open' && !stuck) {
    throw new RexError('CONFLICT', `This message is ${letter.state} already; that is decided once.`);
  }
  return { ...letter, state: to, decidedBy: by, decidedAt: now.toISOString() };
}
