import * as z from 'zod';

export const QUALITY_LEVELS = ['poor', 'fair', 'good', 'excellent', 'outstanding'] as const;
export type QualityLevel = (typeof QUALITY_LEVELS)[number];

/** Parts of a content that have words. */
const PLACES = ['subject', 'text', 'html', 'transcript'] as const;
export type Place = (typeof PLACES)[number];

const PARTS = [
  'readability',
  'structure',
  'specificity',
  'evidence',
  'spam',
  'links',
  'accessibility',
  'colour',
  'alternatives',
  'brand',
] as const;
export type PartName = (typeof PARTS)[number];

export const passageSchema = z.object({
  in: z.enum(PLACES),
  start: z.number().int().describe('In UTF-16 code units, from the beginning of that field'),
  end: z.number().int(),
  quote: z.string().describe('As it reads: of HTML without its tags'),
});
export type Passage = z.infer<typeof passageSchema>;

export const findingSchema = z.object({
  rule: z.string(),
  says: z.string().describe('What is there, as a whole sentence'),
  instead: z.string().nullable().describe('What to write; null where no rule knows it'),
  passage: passageSchema.nullable().describe('null: it is of the whole'),
  costs: z.number().describe('Points that it takes from its part, as long as that has any'),
});
export type Finding = z.infer<typeof findingSchema>;

const partSchema = z.object({
  part: z.enum(PARTS),
  points: z.number(),
  most: z.number(),
  says: z.string().describe('By what it is judged, with the source'),
  measures: z.record(z.string(), z.number()),
  findings: z.array(findingSchema),
});
export type Part = z.infer<typeof partSchema>;

export const assessmentSchema = z.object({
  score: z.number().int().min(0).max(100).describe('Points of all parts as a share of what they could have'),
  level: z.enum(QUALITY_LEVELS),
  threshold: z.number().int().describe('That of the workspace when it was assessed'),
  parts: z.array(partSchema),
  notJudged: z.array(z.object({ part: z.enum(PARTS), because: z.string() })),
  words: z.number().int(),
  language: z.string(),
  digest: z.string().describe('Of exactly what was assessed'),
});
export type Assessment = z.infer<typeof assessmentSchema>;

export const stepSchema = findingSchema.extend({
  part: z.enum(PARTS),
  scoreAfter: z.number().int().describe('With this and those before it mended'),
});
export type Step = z.infer<typeof stepSchema>;
