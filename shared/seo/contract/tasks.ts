import * as z from 'zod';
import type { TaskType } from '../../tasks/contract/task-type.ts';

export const SEO_SEVERITIES = ['error', 'warning', 'info'] as const;

const addressSchema = z.url({ protocol: /^https?$/ }).max(2_000);

export const seoAuditPayloadSchema = z.strictObject({
  url: addressSchema.describe('The page, or the sitemap with `sitemap`'),
  sitemap: z
    .boolean()
    .default(false)
    .describe('true: the address is that of a sitemap, whose pages are looked at'),
  pagesAtMost: z.number().int().min(1).max(50).default(20),
});

export const seoFindingSchema = z.object({
  page: z.string(),
  rule: z.string(),
  severity: z.enum(SEO_SEVERITIES),
  evidence: z.string().describe('What was found, with its numbers'),
  advice: z.string(),
});

export const seoAuditType: TaskType = {
  type: 'seo.audit',
  summary:
    'Looks at a page or the pages of a sitemap, and says what search engines and readers miss. It reads only, and respects robots.txt.',
  agent: 'seo',
  payload: seoAuditPayloadSchema,
  example: { url: 'https://www.acme.example/' },
};
