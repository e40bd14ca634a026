import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';

const LAYERS = ['state-machine', 'rules', 'llm'] as const;

/** A decision as it is kept: what was decided, by which layer and rule, why, and the facts it saw, for a replay. */
export const decisionSchema = z.object({
  id: z.string(),
  at: instantSchema,
  /** What was asked; absent in decisions of before it was kept. */
  situation: z.string().optional(),
  subject: z.string().optional(),
  layer: keepUnknown(z.enum(LAYERS)),
  rule: z.string(),
  action: z.string(),
  confidence: z.number().min(0).max(1),
  explanation: z.string(),
  facts: z.record(z.string(), z.unknown()),
  thresholds: z.record(z.string(), z.number()).optional(),
  /** Of an answer of the model: whether it was remembered from before. */
  cached: z.boolean().optional(),
  durationMs: z.number(),
});
export type Decision = z.infer<typeof decisionSchema>;
