import * as z from 'zod';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { RECOMMENDATION_KINDS } from '../../workspaces/contract/setting-change.ts';
import type { MissionOutcome, MissionReport } from '../contract/mission.ts';

/** The stored report of a mission. Fields that old reports do not have get defaults. */
const count = z.number().int();
const counts = z.record(z.string(), count);
const interval = z.object({ low: z.number(), high: z.number() }).nullable();
const rate = z.object({ count, of: count, rate: z.number().nullable(), interval95: interval });

/** Counts that old reports do not have are 0. */
const counted = count.default(0);
const messagesSchema = z.object({
  drafted: counted,
  approved: counted,
  sent: counted,
  delivered: counted,
  bounced: counted,
  complained: counted,
  opened: counted,
  clicked: counted,
  replied: counted,
  unsubscribed: counted,
  booked: counted,
  blocked: counted,
  unknown: counted,
  blockedBy: counts,
  rejected: counted,
  rejectedFor: counts.default({}),
});

const variantSchema = z.object({
  variant: z.string(),
  leads: count,
  sent: count,
  delivered: rate,
  opened: rate,
  clicked: rate,
  replied: rate,
  unsubscribed: rate,
  booked: rate.default({ count: 0, of: 0, rate: null, interval95: null }),
});

const group = z.object({ leads: count, converted: count, revenueUsd: z.number() });

export const reportRecordSchema = z.object({
  audience: z.object({ leads: count, selected: count, emailed: count, holdout: count, excluded: counts }),
  messages: messagesSchema,
  ab: z
    .object({
      metric: z.literal('replied'),
      variants: z.array(variantSchema),
      difference: z.number().nullable(),
      confidenceSequence95: interval,
      anytimePValue: z.number().nullable(),
      verdict: z.string(),
      leadsNeeded: count.nullable().default(null),
      /** Absent in reports from before it was kept. */
      history: z
        .array(z.object({ at: z.string(), difference: z.number(), confidenceSequence95: interval.unwrap() }))
        .default([]),
    })
    .nullable(),
  incremental: z
    .object({
      outcome: z.literal('purchase'),
      treated: group,
      holdout: group,
      lift: z.number().nullable(),
      lift95: interval,
      incrementalConversions: z.number().nullable(),
      anytimePValue: z.number().nullable(),
      leadsNeeded: count.nullable().default(null),
      sentence: z.string(),
    })
    .nullable(),
  recommendations: z.array(
    z.object({
      id: z.string().optional(),
      kind: keepUnknown(z.enum(RECOMMENDATION_KINDS)),
      sentence: z.string(),
      evidence: z.string(),
    }),
  ),
  model: z.record(z.string(), z.unknown()).nullable(),
}) satisfies z.ZodType<MissionReport>;

export const outcomeRecordSchema = z.object({
  met: z.boolean(),
  criteria: z.array(z.object({ name: z.string(), met: z.boolean(), sentence: z.string() })),
  results: z.record(z.string(), z.record(z.string(), z.unknown())),
}) satisfies z.ZodType<MissionOutcome>;
