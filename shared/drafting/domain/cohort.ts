import * as z from 'zod';
import { CHANNELS, type Channel, channelSchema } from '../../channels/contract/channels.ts';
import { MINUTE } from '../../kernel/clock.ts';
import {
  instantSchema,
  isoDateSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { readUnknownAs, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';

/** Most leads in a cohort: one Lambda processes them together, and one schedule wakes all of them. */
export const COHORT_SIZE = 100;

/**
 * Leads of one time zone that go through the sequence together. The record says when the cohort is due next, who works on it
 * (a lease with an epoch, which fences off a worker that was too slow), and its latest counts.
 */
export const cohortSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  id: z.string(),
  version: z.number().int().min(1),
  timeZone: z.string(),
  size: z.number().int(),
  /** Its place in the order in which cohorts go out, from 0; absent when the mission has no canaries. */
  order: z.number().int().optional(),
  state: refuseUnknown(z.enum(['drafted', 'active', 'done'])),
  epoch: z.number().int(),
  leaseUntil: instantSchema.optional(),
  nextDueAt: instantSchema.optional(),
  /** A wake-up came while somebody was at it, who looks again before the lease ends. */
  woken: z.boolean().optional(),
  /** By step, from index 0: the local hour at which it is sent; null for no particular hour. */
  sendHours: z.array(z.number().int().nullable()).optional(),
  /** Counts of its messages after the latest round, to show progress. The ledger is authoritative. */
  counts: z.record(z.string(), z.number().int()).default({}),
  /** Leads whose message was due while another part of Rex held their contact lease, with the latest holder. */
  lostContacts: z
    .record(
      z.string(),
      z.object({ step: z.number().int(), holder: z.string(), until: instantSchema, at: instantSchema }),
    )
    .default({}),
  /** Leads who were held for a decision in the latest round. When it is made, the cohort is woken. */
  heldLeads: z.array(z.string()).optional(),
  /** Why a channel is blocked until a person fixes it: the provider's answer, and what to do. */
  held: z
    .object({ channel: channelSchema, reason: z.string(), todo: z.string(), until: instantSchema })
    .optional(),
  /** Leads that a guard blocked for good, with the guard's code and the step. */
  blocked: z.record(z.string(), z.object({ code: z.string(), step: z.number().int() })).default({}),
});
export type Cohort = z.infer<typeof cohortSchema>;

/** Longer than the consumer may run, so that two never work on one cohort at once. */
export const COHORT_LEASE_MS = 6 * MINUTE;

/** The drafts of one lead: for each step the hash of the exact message, or the code of what blocked it. */
const leadDraftsSchema = z.object({
  leadId: z.string(),
  variant: z.string(),
  /** The purchase history at the mission's as-of date. Messages may state it, and it does not change any more. */
  purchases: z.object({ count: z.number().int(), lastOn: isoDateSchema }).optional(),
  /** Probabilities, when the mission chose the lead, that the first e-mail bounces and that one is complained about; who serves it. */
  risk: z
    .object({
      bounce: z.number(),
      complaint: z.number(),
      provider: readUnknownAs(z.enum(PROVIDER_GROUPS), 'other').optional(),
    })
    .optional(),
  /** By step, from index 0: the channel and why it was chosen; absent when all steps use e-mail. */
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
