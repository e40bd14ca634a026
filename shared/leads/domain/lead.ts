import * as z from 'zod';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import type { SuppressionReason } from '../contract/suppressions.ts';
import { holdSchema, notBeforeSchema } from './hold.ts';
import { leadProfileSchema } from './lead-profile.ts';
import { softBounceSchema } from './soft-bounce.ts';
import { addSuppression, suppressibleFields } from './suppression.ts';

/**
 * One person in one workspace, found by the normalised address. It holds all that a send depends on for this
 * person (suppression, lease, when they were last written to), so that one conditional write decides a claim.
 */
export const leadSchema = z.object({
  workspace: workspaceIdSchema,
  id: leadIdSchema,
  version: z.number().int().min(1),
  profile: leadProfileSchema,
  /** The import row that created this lead, `<importId>#<row>`, so that a repeat of that row is recognized. */
  origin: z.string(),
  /** The page of the lead index that lists this lead. */
  roster: z.string(),
  ...suppressibleFields,
  /** While it is present, nothing automated goes out: an inbound message waits for a decision. */
  hold: holdSchema.optional(),
  notBefore: notBeforeSchema.optional(),
  /** The latest meeting that they booked: it ends the sequences of missions from before. */
  meeting: z.object({ id: z.string(), bookedAt: instantSchema }).optional(),
  /** The latest soft bounces. Repeated ones count as a hard bounce. */
  softBounces: z.array(softBounceSchema).optional(),
  /** The contact lease. It is void after `until`. */
  lease: z.object({ holder: z.string(), until: instantSchema }).optional(),
  /** The latest ten claimed messages to this person, newest first, for the frequency cap. */
  contacted: z.array(z.object({ key: z.string(), at: instantSchema })).default([]),
  /** Cohort ids by mission id, so that everything sent to a person is found without an index. */
  journeys: z.record(z.string(), z.string()).default({}),
});
export type Lead = z.infer<typeof leadSchema>;

/**
 * Purchases of one lead, stored beside the lead so that the often-written lead stays small, and nowhere else. The compact form is
 * `YYYY-MM-DD:items:cents` and then the mark of the import that added it, so that a repeat of that import recognizes its
 * orders.
 */
export const ordersSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  version: z.number().int().min(1),
  /** Compact orders by `o:<order id>`, or `f:<compact order>:<n>` for the n-th such order of a file; repeats have equal keys. */
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

/** How many purchases there are, and the day of the last one; undefined when there is none. Refunds are no purchases. */
export function purchasesOf(record: LeadOrders | undefined): { count: number; lastOn: string } | undefined {
  const days = Object.values(record?.orders ?? {})
    .map(unpackOrder)
    .filter(({ amountCents }) => amountCents >= 0)
    .map(({ orderedOn }) => orderedOn);
  const lastOn = days.reduce<string | undefined>((last, day) => (last && last > day ? last : day), undefined);
  return lastOn === undefined ? undefined : { count: days.length, lastOn };
}

/** Suppression is permanent: a suppressed lead stays suppressed, with the first reason. */
export const suppress = (lead: Lead, reason: SuppressionReason, source: string, now: Date): Lead =>
  addSuppression(lead, { reason, source, at: now.toISOString() });
