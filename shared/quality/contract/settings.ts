import * as z from 'zod';
import { lineText } from '../../kernel/contract/common.ts';
import { colourSchema } from './colour.ts';

const example = lineText({ max: 300 })
  .optional()
  .describe('A sentence that breaks the rule. A check says so where the rule does not find it');

/** What the brand wants and does not want, as rules with examples. */
const brandSchema = z.strictObject({
  words: z
    .array(
      z.strictObject({
        avoid: lineText({ max: 80 }),
        instead: lineText({ max: 80 }).optional().describe('What to write'),
        example,
      }),
    )
    .max(100)
    .default([])
    .describe('Words that are not used'),
  phrases: z
    .array(lineText({ max: 200 }))
    .max(20)
    .default([])
    .describe('Words that have to stand in every text'),
  colours: z.array(colourSchema).max(40).default([]).describe('The only colours; none: any'),
  fonts: z
    .array(lineText({ max: 60 }))
    .max(20)
    .default([])
    .describe('The only fonts; none: any'),
  tone: z
    .strictObject({
      mostGrade: z
        .number()
        .min(1)
        .max(20)
        .optional()
        .describe('Hardest grade of school at which an English text may read (Flesch-Kincaid)'),
      mostExclamationMarks: z.number().int().min(0).max(20).optional(),
      speaksToReader: z.boolean().default(false).describe('true: an English text has to say "you"'),
    })
    .prefault({}),
});
export type BrandRules = z.output<typeof brandSchema>;

/** How good content has to be, and what the brand wants of it. */
export const qualitySettingsSchema = z.strictObject({
  gate: z
    .boolean()
    .default(false)
    .describe(
      'true: issues of newsletters and posts below the threshold are refused, and e-mails of missions below it are replaced or wait, unless a person has let exactly these words pass',
    ),
  threshold: z.number().int().min(0).max(100).default(75).describe('Score from which on content is approved'),
  brand: brandSchema.prefault({}).describe('Rules of the brand'),
});
export type QualitySettings = z.output<typeof qualitySettingsSchema>;
