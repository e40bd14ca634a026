import * as z from 'zod';
import { lineText, plainText } from '../../kernel/contract/common.ts';
import { colourSchema } from './colour.ts';

const CONTENT_TYPES = [
  'copy',
  'visual',
  'design',
  'messaging',
  'branding',
  'video',
  'audio',
  'interactive',
] as const;

export const contentSchema = z
  .strictObject({
    type: z.enum(CONTENT_TYPES),
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/, 'must be a language of ISO 639, such as en')
      .optional()
      .describe('Left out: told from its words'),
    subject: lineText({ max: 200 }).optional().describe('Subject or headline'),
    text: plainText({ max: 20_000 }).optional(),
    html: plainText({ max: 60_000 }).optional(),
    transcript: plainText({ max: 20_000 }).optional().describe('What is said in a video or a recording'),
    captions: plainText({ max: 20_000 }).optional().describe('Of a video, as WebVTT'),
    colours: z.array(colourSchema).max(40).default([]),
    pairs: z
      .array(
        z.strictObject({
          foreground: colourSchema,
          background: colourSchema,
          isLarge: z.boolean().default(false).describe('From 24 px on, or bold from 18.66 px on'),
        }),
      )
      .max(40)
      .default([])
      .describe('Colours of words on what is behind them'),
    fonts: z
      .array(lineText({ max: 60 }))
      .max(20)
      .default([]),
    evidence: z
      .array(
        z.strictObject({
          quote: lineText({ max: 500 }).describe(
            'The words that it bears out, as they stand there: 20 characters at least, or all of the sentence',
          ),
          source: lineText({ max: 500 }).describe('Where that can be looked up'),
        }),
      )
      .max(40)
      .default([])
      .describe('Sources of claims, where the text itself does not cite them'),
  })
  .refine(
    ({ text, html, transcript, colours, pairs }) =>
      [text, html, transcript].some((each) => each !== undefined) || colours.length + pairs.length > 0,
    { path: ['text'], message: 'give text, html, transcript, colours or pairs' },
  )
  .meta({ id: 'Content' });
export type Content = z.output<typeof contentSchema>;
