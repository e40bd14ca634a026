import * as z from 'zod';
import { ALERT_SEVERITIES } from '../../alerts/contract/alert.ts';
import { COUNTED } from '../../engagement/contract/counted.ts';
import { instantSchema } from '../../kernel/contract/common.ts';

export const ANOMALY_TYPES = [
  'success-rate-drop',
  'delivery-rate-drop',
  'duration-spike',
  'reputation-drop',
] as const;

const countsSchema = z.record(z.enum(COUNTED), z.number().int());
const hourSchema = z.string().describe('An hour of UTC, as 2026-11-25T18');
const rate = z.number().nullable();

const quartilesSchema = z.object({
  of: z.number().int().describe('How many values'),
  q1: z.number(),
  median: z.number(),
  q3: z.number(),
});

/** What is usual in a workspace, from its own past. */
const benchmarksSchema = z.object({
  success: z
    .object({
      completed: z.number().int(),
      of: z.number().int().describe('Missions that were completed, failed or escalated'),
      rate: z.number(),
      interval95: z.object({ low: z.number(), high: z.number() }).describe('Wilson score interval'),
    })
    .nullable(),
  durationMs: z
    .record(z.string(), quartilesSchema)
    .describe('Time that agents worked on a completed mission, by workflow'),
  reputation: quartilesSchema
    .nullable()
    .describe('Of sending domains at the end of each of the last 30 days'),
});
export type Benchmarks = z.infer<typeof benchmarksSchema>;

const anomalySchema = z.object({
  type: z.enum(ANOMALY_TYPES),
  of: z.string().describe('A workflow or a domain; the whole workspace when empty'),
  severity: z.enum(ALERT_SEVERITIES),
  title: z.string(),
  message: z.string().describe('What was seen, what is usual, and what to do'),
  observed: z.number(),
  expected: z.number(),
  pValue: z
    .number()
    .nullable()
    .describe('After Benjamini and Hochberg over all that was tested; null where no chance is involved'),
  evidence: z.record(z.string(), z.number()),
});
export type Anomaly = z.infer<typeof anomalySchema>;

const trendSchema = z.object({
  metric: z.string(),
  last24h: rate,
  previous24h: rate,
  pValue: z.number().describe('How often chance alone makes such a difference'),
  direction: z.enum(['rising', 'falling', 'steady']),
});
export type Trend = z.infer<typeof trendSchema>;

export const analyticsViewSchema = z
  .object({
    current: z.object({
      at: instantSchema,
      hour: hourSchema,
      thisHour: countsSchema.describe('So far, with the hour before where that is not closed yet'),
      last24h: countsSchema,
      rates: z.object({
        missionSuccessRate: rate,
        bounceRate: rate,
        complaintRate: rate,
        openRate: rate,
        replyRate: rate,
      }),
      crews: z.object({ busy: z.number().int(), capacity: z.number().int() }),
      domains: z.array(
        z.object({ domain: z.string(), status: z.string(), reputation: z.number(), health: z.string() }),
      ),
    }),
    history: z
      .array(z.object({ hour: hourSchema, counts: countsSchema, reputation: rate.describe('The lowest') }))
      .describe('The last 24 hours that are over, oldest first'),
    trends: z.array(trendSchema),
    benchmarks: benchmarksSchema,
    anomalies: z.array(anomalySchema),
    comparedAt: instantSchema.nullable().describe('When benchmarks and anomalies were worked out last'),
  })
  .meta({ id: 'Analytics' });
export type AnalyticsView = z.infer<typeof analyticsViewSchema>;
