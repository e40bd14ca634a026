import * as z from 'zod';
import { instantSchema, lineText, plainText } from '../../kernel/contract/common.ts';

export const faqIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'an entry is named by 2 to 40 lower-case letters, digits and hyphens');

export const MOST_FAQ_ENTRIES = 200;

export const faqBodySchema = z.strictObject({
  id: faqIdSchema.describe('Its name, such as delivery'),
  questions: z
    .array(lineText({ max: 300 }))
    .min(1)
    .max(20)
    .describe(
      'The question as people ask it, each time in other words; the more, the surer it is recognised',
    ),
  answer: plainText({ max: 5_000 }).describe(
    'The whole text of the mail. {{ firstName }}, {{ brandName }}, {{ senderName }} and {{ website }} are filled in',
  ),
  source: lineText({ max: 300 }).describe(
    'What proves the answer: the address of a page, the name of a document',
  ),
  asks: z
    .boolean()
    .default(false)
    .describe('true: a template. A person sees it, and may change it, before it goes out'),
});
export type FaqBody = z.infer<typeof faqBodySchema>;

export const faqEntryViewSchema = faqBodySchema
  .extend({
    asks: z.boolean(),
    version: z.number().int(),
    changedAt: instantSchema,
    changedBy: z.string(),
  })
  .meta({ id: 'FaqEntry' });
export type FaqEntryView = z.infer<typeof faqEntryViewSchema>;

export const faqMatchSchema = z
  .object({
    entry: faqIdSchema.nullable().describe('The entry that may answer it; null when none is near'),
    score: z.number().describe('How like it is to a question of the entry, 0 to 1'),
    next: z.number().describe('The same for the next entry'),
    certain: z.boolean().describe('Whether the answer would go out by itself, where the workspace lets it'),
    doubt: z.string().nullable().describe('Why it is not certain'),
  })
  .meta({ id: 'FaqMatch' });
export type FaqMatch = z.infer<typeof faqMatchSchema>;
