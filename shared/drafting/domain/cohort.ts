import * as z from 'zod';
import { CHANNELS, type Channel, channelSchema } from '../../channels/contract/channels.ts';
import {
  instantSchema,
  isoDateSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';

/** How many leads are worked together: one Lambda's work, and one wake-up for all of them. */
export const COHORT_SIZE = 100;

/**
 * Leads of one time zone that go through the sequence together. The record is the clock of the cohort: when it is
 * due next, who works on it (lease with an epoch that fences a worker that was too slow), what it came to.
 */
export const cohortSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  id: z.string(),
  version: z.number().int().min(1),
  timeZone: z.string(),
  size: z.number().int(),
  state: refuseUnknown(z.enum(['drafted', 'active', 'done'])),
  epoch: z.number().int(),
  leaseUntil: instantSchema.optional(),
  nextDueAt: instantSchema.optional(),
  /** By step, from index 0: the hour of its people's day at which it goes out; null for no hour in particular. */
  sendHours: z.array(z.number().int().nullable()).optional(),
  /** What its messages came to when it was last worked on: for progress. The ledger is what counts. */
  counts: z.record(z.string(), z.number().int()).default({}),
  /** Leads to whom another part of Rex was speaking when their message was due: which, and until when. The latest. */
  lostContacts: z
    .record(
      z.string(),
      z.object({ step: z.number().int(), holder: z.string(), until: instantSchema, at: instantSchema }),
    )
    .default({}),
  /** What keeps a channel back that only a person can mend: the provider's answer, and what to do. */
  held: z
    .object({ channel: channelSchema, reason: z.string(), todo: z.string(), until: instantSchema })
    .optional(),
  /** Leads that a guard blocked for good, with the guard's code and the step. */
  blocked: z.record(z.string(), z.object({ code: z.string(), step: z.number().int() })).default({}),
});
export type Cohort = z.infer<typeof cohortSchema>;

/** One lead's drafts: for each step the hash of the very message, or the code of what blocked it. */
const leadDraftsSchema = z.object({
  leadId: z.string(),
  variant: z.string(),
  /** The purchase history as the mission read it at its as-of date: the message may say it, and it does not move. */
  purchases: z.object({ count: z.number().int(), lastOn: isoDateSchema }).optional(),
  /** By step, from index 0: the channel and why it was chosen; absent where everything goes by e-mail. */
  channels: z
    .array(z.object({ channel: refuseUnknown(z.enum(CHANNELS)), reason: z.string(), costUsd: z.number() }))
    .optional(),
  /** Index 0 is step 1. Either a content hash (43 characters) or `!CODE`. */
  messages: z.array(z.string()),
});
export type LeadDrafts = z.infer<typeof leadDraftsSchema>;

/** The drafts of a cohort: written once, and bound by its digest into the approval. */
export const draftsSchema = z.object({
  cohort: z.string(),
  version: z.number().int(),
  leads: z.array(leadDraftsSchema),
});
export type Drafts = z.infer<typeof draftsSchema>;

export const channelOfStep = ({ channels }: Pick<LeadDrafts, 'channels'>, step: number): Channel =>
  channels?.[step - 1]?.channel ?? 'email';

const BLOCKED = '!';

export const blockedDraft = (code: string): string => `${BLOCKED}${code}`;
export const draftBlock = (message: string): string | undefined =>
  message.startsWith(BLOCKED) ? message.slice(BLOCKED.length) : undefined;
