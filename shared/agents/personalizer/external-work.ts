import * as z from 'zod';
import { planSequence } from '../../content/domain/sequence.ts';
import { VariantSchema } from '../../content/domain/template.ts';
import type { ExternalWork } from '../../coordination/app/ports/external-work.ts';
import { withInstructions } from '../../llm/domain/instructions.ts';
import type { MissionBrief } from './brief.ts';
import { DraftedVariantSchema, SYSTEM_PROMPT, userPrompt } from './prompt.ts';

export const personalizeAnswerSchema = z.strictObject({
  variants: z
    .array(DraftedVariantSchema.extend({ variant: VariantSchema }))
    .min(1)
    .max(2),
});

/** The schema for a model, without bounds: providers do not enforce them, and refuse some. */
export const personalizeQuestion = (brief: MissionBrief) => ({
  purpose: 'personalize',
  instructions: 'messages' as const,
  schema: z.object({
    variants: z.array(DraftedVariantSchema.extend({ variant: VariantSchema })),
  }),
  schemaName: 'drafted_variants',
  system: SYSTEM_PROMPT,
  user: JSON.stringify({ variants: variantsOf(brief) }),
  maxOutputTokens: 8_000,
});

/** The assignment for an external agent that writes: what our own model is told and the brief, never a lead. */
export const personalizeTask = (brief: MissionBrief, instructions: string): Record<string, unknown> => ({
  rules: withInstructions(SYSTEM_PROMPT, instructions),
  variants: variantsOf(brief),
});

const variantsOf = (brief: MissionBrief) =>
  brief.variants.map((variant) => ({
    variant,
    ...JSON.parse(
      userPrompt(
        brief,
        planSequence(brief).filter((planned) => planned.variant === variant),
      ),
    ),
  }));

/** The result, by step. The step itself judges its quality, as with our own model. */
export const EXTERNAL_WORK = {
  personalize: { answer: personalizeAnswerSchema },
} as const satisfies ExternalWork;
