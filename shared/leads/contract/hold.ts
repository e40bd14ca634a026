import * as z from 'zod';

/** Why a lead is held: nothing automated goes to this person, by any mission or channel, until an operator has decided. */
export const HOLD_REASONS = [
  'reply',
  'possible_opt_out',
  'absence_by_words',
  'automatic_by_words',
  /** A filter holds our mail until somebody proves to be a person. */
  'challenge',
  /** A machine says that the person has left, or that nobody reads this mailbox. */
  'wrong_person',
  'unreadable',
  'quarantined',
  'stopped_by_text',
  'unproven_sender',
  /** They booked a meeting, or one of theirs was called off. */
  'meeting_booked',
  'meeting_cancelled',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** `release`: Rex may write again. `postpone`: Rex may write again from a given day on. `suppress`: never again. */
export const REPLY_DECISIONS = ['release', 'postpone', 'suppress'] as const;
export type ReplyDecision = (typeof REPLY_DECISIONS)[number];

/** Consists of the id of the lead (20 characters) and the provider's id of the message. */
export const replyIdSchema = z
  .string()
  .regex(/^r_[0-9a-z]{20}_[\w.~-]{1,120}$/, 'a reply id looks like r_, 20 characters, _ and an id');

export const REPLY_STATES = ['waiting', 'decided'] as const;
