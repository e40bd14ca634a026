import * as z from 'zod';
import {
  instantSchema,
  isoDateSchema,
  leadIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { holdSchema, notBeforeSchema } from './hold.ts';
import { leadProfileSchema } from './lead-profile.ts';
import { softBounceSchema } from './soft-bounce.ts';

const SUPPRESSION_REASONS = [
  'unsubscribe',
  'complaint',
  'hard_bounce',
  'import_opt_out',
  'manual',
  'legal',
] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/**
 * One person in one workspace, found by the normalised address. It holds all that a send depends on for this
 * person (suppression, lease, when they were last written to), so that one conditional write decides a claim.
 */
export const leadSchema = z.object({
  workspace: workspaceIdSchema,
  id: leadIdSchema,
  version: z.number().int().min(1),
  profile: leadProfileSchema,
  /** The import row that made this lead, `<importId>#<row>`: how a repeat of that row knows itself. */
  origin: z.string(),
  /** The page of the lead index that lists this lead. */
  roster: z.string(),
  orders: z.object({ count: z.number().int(), lastOn: isoDateSchema }).optional(),
  /** Only ever added, never removed. */
  suppression: z
    .object({ reason: keepUnknown(z.enum(SUPPRESSION_REASONS)), at: instantSchema, source: z.string() })
    .optional(),
  /** Until a person has decided about what came in, nothing automated goes out. */
  hold: holdSchema.optional(),
  notBefore: notBeforeSchema.optional(),
  /** The latest failures that are not final: repeated ones are. */
  softBounces: z.array(softBounceSchema).optional(),
  /** Which part of Rex may speak to this person now; compared by time, never trusted past `until`. */
  lease: z.object({ holder: z.string(), until: instantSchema }).optional(),
  /** The latest messages claimed for this person, newest first, ten at most: what the frequency cap reads. */
  contacted: z.array(z.object({ key: z.string(), at: instantSchema })).default([]),
  /** Mission id to cohort id, so that everything sent to a person is found without an index. */
  journeys: z.record(z.string(), z.string()).default({}),
});
export type Lead = z.infer<typeof leadSchema>;

/**
 * Purchases of one lead, beside the lead so that the often-written lead stays small. Compact:
 * `YYYY-MM-DD:items:cents`, and behind it the mark of the import that brought it, so that a repeat of that import
 * knows its own.
 */
export const ordersSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  version: z.number().int().min(1),
  /** `o:<order id>`, or `f:<compact order>:<n>` for the n-th such order of a file, to the compact order. The key makes a repeat harmless. */
  orders: z.record(z.string(), z.string().regex(/^\d{4}-\d{2}-\d{2}:\d+:-?\d+(:[0-9a-z]+)?$/)),
});
export type LeadOrders = z.infer<typeof ordersSchema>;

export interface Order {
  readonly orderedOn: string;
  readonly items: number;
  readonly amountCents: number;
}

export const packOrder = (order: Order): string => `${order.orderedOn}:${order.items}:${order.amountCents}`;

export function unpackOrder(packed: string): Order {
  const [orderedOn = '', items, cents] = packed.split(':');
  return { orderedOn, items: Number(items), amountCents: Number(cents) };
}

/** Suppression grows only: a lead that is suppressed stays so, for the first reason given. */
export const suppress = (lead: Lead, reason: SuppressionReason, source: string, now: Date): Lead =>
  lead.suppression ? lead : { ...lead, suppression: { reason, source, at: now.toISOString() } };
