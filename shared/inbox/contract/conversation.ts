import * as z from 'zod';

export const CONVERSATION_STATES = ['open', 'snoozed', 'done'] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

/** One conversation for each lead: its id is that of the lead with another prefix. */
export const conversationIdSchema = z
  .string()
  .regex(/^c_[0-9a-z]{20}$/, 'a conversation id looks like c_ and 20 characters');

/** What happened to a conversation. `returned`: the time that it was snoozed for is over. */
export const CONVERSATION_CHANGES = [
  'received',
  'opened',
  'assigned',
  'unassigned',
  'snoozed',
  'returned',
  'labelled',
  'done',
  'reopened',
  'answered',
  'classed',
] as const;
export type ConversationChange = (typeof CONVERSATION_CHANGES)[number];
