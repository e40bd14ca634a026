import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';

const LAYERS = ['state-machine', 'rules', 'llm'] as const;

/** A stored decision: what was decided, by which layer and rule, why, and the facts, for a replay. */
export const decisionSchema = z.object({
  id: z.string(),
  at: instantSchema,
  /** What was asked; absent in old decisions, which did not store it. */
  situation: z.string().optional(),
  subject: z.string().optional(),
  layer: keepUnknown(z.enum(LAYERS)),
  rule: z.string(),
  action: z.string(),
  confidence: z.number().min(0).max(1),
  explanation: z.string(),
  facts: z.record(z.string(), z.unknown()),
  thresholds: z.record(z.string(), z.number()).optional(),
  /** Whether an answer of the model came from the cache. */
  cached: z.boolean().optional(),
  durationMs: z.number(),
});
export type Decision = z.infer<typeof decisionSchema>;
