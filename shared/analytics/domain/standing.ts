import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { anomalySchema, benchmarksSchema } from '../contract/view.ts';

/** How a workspace stands by its own past, worked out when an hour is closed. */
export const standingSchema = z.object({
  workspace: workspaceIdSchema,
  at: instantSchema,
  benchmarks: benchmarksSchema,
  anomalies: z.array(anomalySchema),
});
export type Standing = z.infer<typeof standingSchema>;
