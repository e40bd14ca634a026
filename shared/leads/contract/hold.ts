import * as z from 'zod';

/** Why a person is held: nothing automated goes to them, by any mission or channel, until a person has decided. */
export const HOLD_REASONS = [
  'reply',
  'possible_opt_out',
  'absence_by_words',
  'automatic_by_words',
  'unreadable',
  'quarantined',
  'stopped_by_text',
  'unproven_sender',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** `release`: Rex may write again. `postpone`: from a day on. `suppress`: never again. */
export const REPLY_DECISIONS = ['release', 'postpone', 'suppress'] as const;
export type ReplyDecision = (typeof REPLY_DECISIONS)[number];

/** The lead (20 characters), and what the provider calls the message. */
export const replyIdSchema = z
  .string()
  .regex(/^r_[0-9a-z]{20}_[\w.~-]{1,120}$/, 'a reply id looks like r_, 20 characters, _ and an id');

export const REPLY_STATES = ['waiting', 'decided'] as const;
