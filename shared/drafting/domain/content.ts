import * as z from 'zod';
import { channelSchema, channelSettingsSchema } from '../../channels/contract/channels.ts';
import { BrandSchema } from '../../content/domain/brand-facts.ts';
import { shortTextSchema } from '../../content/domain/short-texts.ts';
import { StoredTemplateSchema } from '../../content/domain/template.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { messageQualitySchema } from './message-quality.ts';

/** The templates of a mission, and the brand at the time when they were written. Drafts are rendered from both. */
export const missionContentSchema = z.object({
  version: z.number().int(),
  source: keepUnknown(z.enum(['llm', 'built-in'])),
  notes: z.array(z.string()),
  templates: z.array(StoredTemplateSchema),
  brand: BrandSchema,
  brandObservedOn: z.string(),
  from: z.object({ name: z.string(), address: z.string() }),
  replyDomain: z.string(),
  /** The channel settings at that time; absent when all steps use e-mail. */
  channels: z
    .object({
      settings: channelSettingsSchema,
      /** Reply rates of the workspace at that time. */
      replyRates: z.partialRecord(channelSchema, z.number()),
      texts: z.array(shortTextSchema),
    })
    .optional(),
  /** How good its e-mails are, where the workspace wanted a gate when they were written. */
  quality: z
    .object({
      /** Digest of the rules by which they were judged. */
      by: z.string(),
      messages: z.array(messageQualitySchema),
    })
    .optional(),
});
export type MissionContent = z.infer<typeof missionContentSchema>;

/** Days between the steps, by variant: index 0 is step 1. */
export const delaysOf = (content: Pick<MissionContent, 'templates'> | undefined): Map<string, number[]> => {
  const sorted = (content?.templates ?? []).toSorted((a, b) => a.template.step - b.template.step);
  return new Map(
    [...Map.groupBy(sorted, (t) => String(t.variant))].map(([v, list]) => [v, list.map((t) => t.delayDays)]),
  );
};
