import * as z from 'zod';
import { ALERT_SEVERITIES } from '../../alerts/contract/alert.ts';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { ANOMALY_TYPES, type Anomaly, type Benchmarks } from '../contract/view.ts';

const quartilesSchema = z.object({ of: z.number(), q1: z.number(), median: z.number(), q3: z.number() });

const benchmarksSchema = z.object({
  success: z
    .object({
      completed: z.number(),
      of: z.number(),
      rate: z.number(),
      interval95: z.object({ low: z.number(), high: z.number() }),
    })
    .nullable(),
  durationMs: z.record(z.string(), quartilesSchema),
  reputation: quartilesSchema.nullable(),
}) satisfies z.ZodType<Benchmarks>;

const anomalySchema = z.object({
  type: keepUnknown(z.enum(ANOMALY_TYPES)),
  of: z.string(),
  severity: keepUnknown(z.enum(ALERT_SEVERITIES)),
  title: z.string(),
  message: z.string(),
  observed: z.number(),
  expected: z.number(),
  pValue: z.number().nullable(),
  evidence: z.record(z.string(), z.number()),
}) satisfies z.ZodType<Anomaly>;

/** Benchmarks and anomalies of a workspace from its own past, computed when an hour is closed. */
export const standingSchema = z.object({
  workspace: workspaceIdSchema,
  at: instantSchema,
  benchmarks: benchmarksSchema,
  anomalies: z.array(anomalySchema),
});
export type Standing = z.infer<typeof standingSchema>;
