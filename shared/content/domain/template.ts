import * as z from 'zod';
import { VARIANTS } from '../../experiments/contract/variants.ts';
import { keepUnknown, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { FactNameSchema } from './facts.ts';
import { FRAMEWORK_NAMES, FRAMEWORKS, STEPS } from './framework.ts';

export const VariantSchema = refuseUnknown(z.enum(VARIANTS));
export type Variant = z.infer<typeof VariantSchema>;

/** In characters of Liquid source. What a reader gets is limited again after rendering (`RENDERED_LIMITS`). */
const SOURCE_LIMITS = { subject: 300, paragraph: 1000 } as const;

export const StepSchema = z.literal(STEPS);

/** A sentence of a template, and the passage of a document for customers that bears it out. */
const CitationSchema = z.object({
  /** The whole sentence, as it stands in the template. */
  words: z.string().min(1).max(500),
  document: z.string(),
  edition: z.int(),
  passage: z.int(),
  /** Of the document, with the headings above the passage. */
  under: z.string(),
  /** What the passage said when it was cited: shown to whoever approves. */
  text: z.string(),
});
export type Citation = z.infer<typeof CitationSchema>;

/** A record holds the templates of all steps, each with what it cites. */
export const MOST_CITATIONS = 4;

/**
 * One message as it is stored and approved per mission: Liquid source, without greeting, signature and footer,
 * which are the same for every message and belong to the layout.
 */
export const MessageTemplateSchema = z
  .object({
    id: z.string().min(1).max(80),
    step: StepSchema,
    framework: keepUnknown(z.enum(FRAMEWORK_NAMES)),
    subject: z.string().min(1).max(SOURCE_LIMITS.subject),
    /** One paragraph per stage of the framework, in its order. */
    paragraphs: z.array(
      z.object({ stage: z.string(), text: z.string().min(1).max(SOURCE_LIMITS.paragraph) }),
    ),
    /** Facts without which this message must not be sent, beyond those that the layout needs. */
    requires: z.array(FactNameSchema),
    cites: z.array(CitationSchema).max(MOST_CITATIONS).optional(),
  })
  .refine(
    ({ framework, paragraphs }) =>
      paragraphs.map(({ stage }) => stage).join() === FRAMEWORKS[framework].stages.join(),
    { path: ['paragraphs'], message: 'one paragraph per stage of the framework, in its order' },
  );

export type MessageTemplate = z.infer<typeof MessageTemplateSchema>;

/** A template in its place in a mission. */
export const StoredTemplateSchema = z.object({
  variant: VariantSchema,
  /** Days after the previous step was sent. */
  delayDays: z.int().min(0).max(90),
  source: keepUnknown(z.enum(['llm', 'built-in'])),
  template: MessageTemplateSchema,
});

export type StoredTemplate = z.infer<typeof StoredTemplateSchema>;
