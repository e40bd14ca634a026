import * as z from 'zod';
import { instantSchema, lineText, plainText, roleSchema } from '../../kernel/contract/common.ts';

export const CATEGORIES = [
  'campaign-management',
  'content-strategy',
  'design-and-branding',
  'customer-insights',
  'market-analysis',
  'competitive-intelligence',
  'performance-metrics',
  'process-documentation',
  'best-practices',
  'risk-management',
] as const;
export const categorySchema = z.enum(CATEGORIES);
export type Category = z.infer<typeof categorySchema>;

export const TEMPLATE_NAMES = [
  'campaign-performance',
  'brand-guidelines',
  'market-intelligence',
  'best-practices',
  'organisational-knowledge',
] as const;

export const FORMATS = ['text', 'markdown', 'html', 'pdf'] as const;
export const formatSchema = z.enum(FORMATS);
export type Format = z.infer<typeof formatSchema>;

export const documentIdSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,59}$/,
    'a document is named by 2 to 60 lower-case letters, digits and hyphens',
  );
export const uploadIdSchema = z
  .string()
  .regex(/^ku_[0-9a-z]{26}$/, 'the id of an upload looks like ku_ and 26 characters');

/** Of what is given in the request; larger texts are uploaded. */
export const MOST_CHARACTERS = 100_000;
export const MOST_UPLOAD_BYTES = 50_000_000;

const AUDIENCES = ['members', 'customers'] as const;

export const documentBodySchema = z
  .strictObject({
    id: documentIdSchema
      .optional()
      .describe('Its name, such as returns-policy. Without it the name follows from the content'),
    title: lineText({ max: 200 }),
    category: categorySchema,
    template: z.enum(TEMPLATE_NAMES).optional().describe('The template that it follows'),
    audience: z
      .enum(AUDIENCES)
      .default('members')
      .describe('customers: what it says may stand in messages to people outside'),
    readers: z
      .array(roleSchema)
      .min(1)
      .max(5)
      .optional()
      .describe('Roles that may read it besides owners and admins; all, when it is not given'),
    expiresAt: instantSchema.optional().describe('From then on it answers nothing'),
    format: formatSchema.default('markdown').describe('Of the content or the upload. A page is HTML or text'),
    content: plainText({ max: MOST_CHARACTERS }).optional().describe('The text, Markdown or HTML itself'),
    address: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .optional()
      .describe('A public page or PDF that is read once, by the rules of its robots.txt'),
    upload: uploadIdSchema.optional().describe('What was uploaded by POST /api/knowledge/uploads'),
  })
  .refine(
    ({ content, address, upload }) =>
      [content, address, upload].filter((each) => each !== undefined).length === 1,
    {
      path: ['content'],
      message: 'give exactly one of content, address and upload',
    },
  )
  .refine(({ content, format }) => content === undefined || format !== 'pdf', {
    path: ['format'],
    message: 'a PDF is uploaded, or read from its address',
  });
export type DocumentBody = z.infer<typeof documentBodySchema>;

const editionViewSchema = z.object({
  edition: z.number().int(),
  sha256: z.string().describe('Of what was given'),
  format: formatSchema,
  passages: z.number().int(),
  characters: z.number().int(),
  pages: z.number().int().nullable().describe('Of a PDF'),
  language: z.string().nullable().describe('ISO 639-1, where it was recognised'),
  missing: z.array(z.string()).describe('Sections of its template that it does not have'),
  vectors: z.string().nullable().describe('The embedding model by which it is found by its meaning'),
  readAt: instantSchema,
  by: z.string(),
});

export const documentViewSchema = z
  .object({
    id: documentIdSchema,
    title: z.string(),
    category: categorySchema,
    template: z.enum(TEMPLATE_NAMES).nullable(),
    audience: z.enum(AUDIENCES),
    readers: z.array(roleSchema),
    expiresAt: instantSchema.nullable(),
    address: z.string().nullable(),
    state: z
      .enum(['reading', 'ready', 'failed'])
      .describe(
        'reading: it is read; failed: it could not be read, and the edition before it, if any, still answers',
      ),
    failure: z.string().nullable().describe('Why it could not be read'),
    current: editionViewSchema.nullable().describe('The edition that answers'),
    createdAt: instantSchema,
    createdBy: z.string(),
    changedAt: instantSchema,
    version: z.number().int(),
  })
  .meta({ id: 'KnowledgeDocument' });
export type DocumentView = z.infer<typeof documentViewSchema>;

/** Where a passage stands: what a person needs to find it in the document. */
export const passageViewSchema = z
  .object({
    document: documentIdSchema,
    title: z.string(),
    category: categorySchema,
    edition: z.number().int(),
    passage: z.number().int().describe('Its number in the edition, from 0'),
    headings: z.array(z.string()).describe('The headings above it, the outermost first'),
    page: z.number().int().nullable().describe('Of a PDF, from 1'),
    line: z.number().int().nullable().describe('The first line of the text or Markdown, from 1'),
    text: z.string(),
  })
  .meta({ id: 'KnowledgePassage' });
export type PassageView = z.infer<typeof passageViewSchema>;

export const foundPassageSchema = passageViewSchema.extend({
  language: z.string().nullable().describe('ISO 639-1, where it was recognised'),
  score: z.number().describe('By reciprocal rank fusion; only its order means something'),
  ranks: z
    .object({ words: z.number().int().nullable(), meaning: z.number().int().nullable() })
    .describe('Its place by BM25 and by vectors, from 1'),
  marks: z
    .array(z.object({ start: z.number().int(), end: z.number().int() }))
    .describe('Words of the question in the text'),
});
export type FoundPassage = z.infer<typeof foundPassageSchema>;

export const questionSchema = plainText({ max: 1_000 });
export const searchBodySchema = z.strictObject({
  question: questionSchema,
  limit: z.number().int().min(1).max(50).default(10),
  category: categorySchema.optional(),
  audience: z
    .enum(AUDIENCES)
    .optional()
    .describe('customers: only what may stand in messages to people outside'),
});

export const searchResultSchema = z.object({
  passages: z.array(foundPassageSchema),
  by: z.array(z.enum(['words', 'meaning'])).describe('meaning: vectors of an embedding model'),
  notice: z.string().nullable(),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

export const answerSchema = z
  .object({
    answered: z.boolean().describe('false: no passage supports an answer'),
    sentences: z.array(
      z.object({
        text: z.string(),
        cites: z.object({
          document: documentIdSchema,
          title: z.string(),
          edition: z.number().int(),
          passage: z.number().int(),
          page: z.number().int().nullable(),
          line: z.number().int().nullable(),
        }),
      }),
    ),
    by: z.enum(['model', 'quotes']).describe('quotes: sentences of the passages, as they stand there'),
    leftOut: z.array(z.string()).describe('What the model wrote that its passage does not support'),
    notice: z.string().nullable(),
  })
  .meta({ id: 'KnowledgeAnswer' });
export type KnowledgeAnswer = z.infer<typeof answerSchema>;

export const templateViewSchema = z
  .object({
    name: z.enum(TEMPLATE_NAMES),
    title: z.string(),
    category: categorySchema,
    sections: z.array(z.string()),
    markdown: z.string().describe('A document to fill in'),
  })
  .meta({ id: 'KnowledgeTemplate' });
