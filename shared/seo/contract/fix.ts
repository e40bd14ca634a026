import * as z from 'zod';
import { connectionIdSchema } from '../../connections/contract/connections.ts';
import { lineText, plainText } from '../../kernel/contract/common.ts';
import type { TaskType } from '../../tasks/contract/task-type.ts';

/** Text that stands where no tags may stand. */
const untagged = (text: z.ZodString) => text.refine((is) => !/[<>]/.test(is), 'must have no tags');
const ACTIVE = /<\s*(?:script|iframe|object|embed)\b|\bon[a-z]+\s*=|javascript:/i;

interface FieldRule {
  readonly schema: z.ZodType<string>;
  /** Changed alone on one page, it may be changed without a person. */
  readonly minor: boolean;
  readonly called: string;
}

/** What can be changed about a page. */
export const FIX_FIELDS = {
  title: { schema: untagged(lineText({ max: 200 })), minor: true, called: 'title' },
  seoTitle: { schema: untagged(lineText({ max: 200 })), minor: true, called: 'title for search engines' },
  seoDescription: {
    schema: untagged(lineText({ max: 500 })),
    minor: true,
    called: 'description for search engines',
  },
  excerpt: { schema: untagged(plainText({ max: 2_000 })), minor: true, called: 'excerpt' },
  alt: { schema: untagged(lineText({ max: 500 })), minor: true, called: 'alternative text' },
  slug: {
    schema: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case letters, digits and hyphens')
      .max(190),
    minor: false,
    called: 'last part of the address',
  },
  content: {
    schema: plainText({ max: 20_000 }).refine(
      (html) => !ACTIVE.test(html),
      'must have no scripts and frames',
    ),
    minor: false,
    called: 'content',
  },
} as const satisfies Readonly<Record<string, FieldRule>>;
export type FixField = keyof typeof FIX_FIELDS;
export const FIX_FIELD_NAMES = Object.keys(FIX_FIELDS) as FixField[];

/** What there is at each provider, and what can be changed about it. */
export const FIX_TARGETS = {
  wordpress: {
    post: ['title', 'seoTitle', 'seoDescription', 'excerpt', 'slug', 'content'],
    page: ['title', 'seoTitle', 'seoDescription', 'excerpt', 'slug', 'content'],
    media: ['alt'],
  },
  shopify: {
    product: ['seoTitle', 'seoDescription', 'slug', 'content'],
    collection: ['seoTitle', 'seoDescription'],
    page: ['seoTitle', 'seoDescription'],
    article: ['seoTitle', 'seoDescription'],
    file: ['alt'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly FixField[]>>>>;
export type FixProvider = keyof typeof FIX_TARGETS;

export const FIX_KINDS = ['post', 'page', 'media', 'product', 'collection', 'article', 'file'] as const;

const set = z
  .strictObject({
    title: FIX_FIELDS.title.schema.optional(),
    seoTitle: FIX_FIELDS.seoTitle.schema.optional(),
    seoDescription: FIX_FIELDS.seoDescription.schema.optional(),
    excerpt: FIX_FIELDS.excerpt.schema.optional(),
    alt: FIX_FIELDS.alt.schema.optional(),
    slug: FIX_FIELDS.slug.schema.optional(),
    content: FIX_FIELDS.content.schema.optional(),
  })
  .refine((fields) => Object.values(fields).some((is) => is !== undefined), 'must name a field')
  .describe('The new values');

const page = {
  kind: z
    .enum(FIX_KINDS)
    .describe('WordPress: post, page, media; Shopify: product, collection, page, article, file'),
  /** 0 is the home page for some plugins. */
  id: z.coerce
    .string()
    .regex(/^[1-9]\d{0,19}$/, 'must be the number of the page, and not 0')
    .describe('Its number at the provider'),
  set,
};
const connection = connectionIdSchema.describe('An account at WordPress or Shopify ("rex connections list")');
const pageSchema = z.strictObject(page);
export type FixOfPage = z.output<typeof pageSchema>;

export const seoFixPayloadSchema = z.strictObject({ connection, ...page });
export const seoBulkPayloadSchema = z.strictObject({
  connection,
  pages: z
    .array(pageSchema)
    .min(1)
    .max(50)
    .refine(
      (pages) => new Set(pages.map(({ kind, id }) => `${kind} ${id}`)).size === pages.length,
      'must name each page once',
    ),
});

const example = 'con_01jd8w5gk3q4v6x8z0a2c4e6g8';
export const seoFixType: TaskType = {
  type: 'seo.fix',
  summary:
    'Changes a page at WordPress or Shopify: titles, descriptions, alternative texts, address. One small field runs by itself; it can be undone.',
  agent: 'seo',
  payload: seoFixPayloadSchema,
  example: {
    connection: example,
    kind: 'post',
    id: '12',
    set: { title: 'Harbour Records: vinyl in Hamburg' },
  },
};
export const seoBulkType: TaskType = {
  type: 'seo.bulk',
  summary: 'Changes several pages at WordPress or Shopify after an approval; it can be undone.',
  agent: 'seo',
  payload: seoBulkPayloadSchema,
  example: {
    connection: example,
    pages: [{ kind: 'media', id: '31', set: { alt: 'The counter of the shop' } }],
  },
};
