import * as z from 'zod';
import { instantSchema } from '../../contracts/common.ts';

const LAYERS = ['state-machine', 'rules', 'llm'] as const;

/** A decision as it is kept: what was decided, by which layer and rule, why, and the facts it saw, for a replay. */
export const decisionSchema = z.object({
  id: z.string(),
  at: instantSchema,
  layer: z.enum(LAYERS),
  rule: z.string(),
  action: z.string(),
  confidence: z.number().min(0).max(1),
  explanation: z.string(),
  facts: z.record(z.string(), z.unknown()),
  durationMs: z.number(),
});
export type Decision = z.infer<typeof decisionSchema>;
