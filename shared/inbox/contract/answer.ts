import * as z from 'zod';

/** The id of the lead (20 characters), and one of the answer. */
export const answerIdSchema = z
  .string()
  .regex(/^an_[0-9a-z]{20}_[0-9a-z]{20}$/, 'an answer id looks like an_, 20 characters, _ and 20 characters');

/**
 * `pending`: waits for an approval. `queued`: goes out as soon as nothing keeps it back. `claimed`: the provider was called.
 * `unknown`: it gave no answer; Rex never sends such an answer again.
 */
export const ANSWER_STATES = [
  'pending',
  'rejected',
  'expired',
  'withdrawn',
  'queued',
  'blocked',
  'claimed',
  'unknown',
  'dry_run',
  'refused',
  'sent',
  'delivered',
  'bounced',
  'complained',
] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

/** By task only: nothing of ours writes on LinkedIn. */
export const ANSWER_CHANNELS = ['email', 'sms', 'whatsapp'] as const;
