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
const hourSchema = z.string().describe('The hour in UTC, such as 2026-11-25T18');
const rate = z.number().nullable();

const quartilesSchema = z.object({
  of: z.number().int().describe('Number of values'),
  q1: z.number(),
  median: z.number(),
  q3: z.number(),
});

/** What is usual in a workspace, from its own past. */
const benchmarksSchema = z.object({
  success: z
    .object({
      completed: z.number().int(),
      of: z.number().int().describe('Number of missions that were completed, failed or escalated'),
      rate: z.number(),
      interval95: z.object({ low: z.number(), high: z.number() }).describe('Wilson score interval'),
    })
    .nullable(),
  durationMs: z
    .record(z.string(), quartilesSchema)
    .describe('Quartiles of the working time of completed missions in milliseconds, by workflow'),
  reputation: quartilesSchema
    .nullable()
    .describe('Quartiles of the reputations of the sending domains at the end of each of the last 30 days'),
});
export type Benchmarks = z.infer<typeof benchmarksSchema>;

const anomalySchema = z.object({
  type: z.enum(ANOMALY_TYPES),
  of: z.string().describe('The workflow or domain that it concerns; empty for the whole workspace'),
  severity: z.enum(ALERT_SEVERITIES),
  title: z.string(),
  message: z.string().describe('What was observed, what is usual, and what to do'),
  observed: z.number(),
  expected: z.number(),
  pValue: z
    .number()
    .nullable()
    .describe(
      'p-value, adjusted by Benjamini and Hochberg for all tests; null when the anomaly is not found by a test',
    ),
  evidence: z.record(z.string(), z.number()),
});
export type Anomaly = z.infer<typeof anomalySchema>;

const trendSchema = z.object({
  metric: z.string(),
  last24h: rate,
  previous24h: rate,
  pValue: z.number().describe('Probability that chance alone makes at least this difference'),
  direction: z.enum(['rising', 'falling', 'steady']),
});
export type Trend = z.infer<typeof trendSchema>;

const ratesSchema = z.object({
  missionSuccessRate: rate,
  bounceRate: rate,
  complaintRate: rate,
  openRate: rate,
  replyRate: rate,
});

export const analyticsViewSchema = z
  .object({
    current: z.object({
      at: instantSchema,
      hour: hourSchema,
      thisHour: countsSchema.describe(
        'Counts of this hour so far; they include the hour before until it is closed',
      ),
      last24h: countsSchema,
      rates: ratesSchema,
      crews: z.object({ busy: z.number().int(), capacity: z.number().int() }),
      domains: z.array(
        z.object({ domain: z.string(), status: z.string(), reputation: z.number(), health: z.string() }),
      ),
    }),
    period: z
      .object({ days: z.number().int(), counts: countsSchema, rates: ratesSchema })
      .describe('The days that were asked for, up to now'),
    history: z
      .array(
        z.object({
          hour: hourSchema,
          counts: countsSchema,
          reputation: rate.describe('The lowest reputation of a sending domain in this hour'),
        }),
      )
      .describe('The complete hours of the days that were asked for, oldest first'),
    trends: z.array(trendSchema),
    benchmarks: benchmarksSchema,
    anomalies: z.array(anomalySchema),
    comparedAt: instantSchema.nullable().describe('When the benchmarks and anomalies were computed last'),
  })
  .meta({ id: 'Analytics' });
export type AnalyticsView = z.infer<typeof analyticsViewSchema>;
