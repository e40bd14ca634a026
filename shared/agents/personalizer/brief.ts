import * as z from 'zod';
import { StepSchema, VariantSchema } from '../../content/domain/template.ts';

/** What the personalizer is told of a mission: the brand's own words and totals of the audience, never a lead. */
export const MissionBriefSchema = z.object({
  goal: z.string().min(1).max(500),
  brandName: z.string().min(1).max(80),
  /** What the brand does, in its own words. */
  brandDescription: z.string().max(500).optional(),
  tone: z.string().min(1).max(100).default('friendly and plain'),
  offer: z.string().max(300).optional(),
  /** BCP 47 tag. */
  language: z.string().min(2).max(35).default('en'),
  steps: StepSchema,
  variants: z.array(VariantSchema).min(1).max(2),
  audience: z.object({
    leads: z.int().nonnegative(),
    withPurchases: z.int().nonnegative(),
    medianSilentMonths: z.number().nonnegative().optional(),
  }),
});

export type MissionBrief = z.infer<typeof MissionBriefSchema>;
