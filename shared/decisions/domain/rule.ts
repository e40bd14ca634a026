import * as z from 'zod';
import { conditionSchema } from './condition.ts';
import { SITUATIONS, type Situation } from './situations.ts';

const situations = Object.keys(SITUATIONS) as [Situation, ...Situation[]];

/** A production rule as data. Of the rules of a situation that apply, the one with the highest priority decides. */
export const ruleSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Z][A-Za-z]+Rule$/, 'a rule is named like BounceGuardRule')
    .max(60),
  situation: z.enum(situations),
  priority: z.number().int().min(0).max(1000),
  when: conditionSchema,
  action: z.string(),
  confidence: z.number().min(0).max(1),
  /** One sentence. `{fact}` and `{threshold}` are replaced by their values. */
  explanation: z.string().min(10).max(400),
});
export type Rule = z.infer<typeof ruleSchema>;
