import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { DEAD_LETTER_STATES } from '../contract/routes.ts';

/** The last failure of a message, as its consumer reported it. */
export const failureSchema = z.object({ code: z.string(), problem: z.string(), at: instantSchema });
export type Failure = z.infer<typeof failureSchema>;

/** A message that its consumer could not process, stored until a person has decided about it. */
export const deadLetterSchema = z.object({
  /** The workspace of the message; the operators' workspace for messages without one. */
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

/** A replay that began longer ago has died on the way, and may begin again: consumers survive a repeat. */
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
    throw new RexError('CONFLICT', `This message is ${letter.state} already; a decision is made once.`);
  }
  return { ...letter, state: to, decidedBy: by, decidedAt: now.toISOString() };
}
