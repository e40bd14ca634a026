import * as z from 'zod';
import { BrandSchema } from '../content/brand-facts.ts';
import { StoredTemplateSchema } from '../content/template.ts';

/** The templates of a mission and the brand as it was when they were written: what drafts are rendered from. */
export const missionContentSchema = z.object({
  version: z.number().int(),
  source: z.enum(['llm', 'built-in']),
  notes: z.array(z.string()),
  templates: z.array(StoredTemplateSchema),
  brand: BrandSchema,
  brandObservedOn: z.string(),
  from: z.object({ name: z.string(), address: z.string() }),
  replyDomain: z.string(),
});
export type MissionContent = z.infer<typeof missionContentSchema>;
