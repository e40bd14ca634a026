import * as z from 'zod';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';

/** Who sells what is known of a person at work. */
export const ENRICHMENT_SOURCES = ['apollo', 'hunter'] as const;
export type EnrichmentSourceName = (typeof ENRICHMENT_SOURCES)[number];

/** What may be bought: never what a message says of somebody, only whom to write to. */
export const ENRICHABLE = [
  'jobTitle',
  'company',
  'industry',
  'employees',
  'revenue',
  'country',
  'linkedinUrl',
] as const;
export type Enrichable = (typeof ENRICHABLE)[number];

const usd = (value: number, says: string) => z.number().min(0).max(100_000).default(value).describe(says);
const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** From whom a workspace buys what it does not know of its leads, and within what. */
export const enrichmentSettingsSchema = z.strictObject({
  sources: z
    .array(keepUnknown(z.enum(ENRICHMENT_SOURCES)))
    .max(ENRICHMENT_SOURCES.length)
    .refine(distinct, 'names a source twice')
    .meta({ uniqueItems: true })
    .default([])
    .describe('Whom to ask, in this order; nobody is asked while it is empty'),
  wanted: z
    .array(keepUnknown(z.enum(ENRICHABLE)))
    .min(1)
    .max(ENRICHABLE.length)
    .refine(distinct, 'names a field twice')
    .meta({ uniqueItems: true })
    .default(['industry', 'employees', 'jobTitle'])
    .describe('What should be known of a lead'),
  enough: z
    .number()
    .min(0)
    .max(1)
    .default(0.75)
    .describe('Quality of a lead from which on no further source is asked'),
  cacheDays: z
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('How long an answer is not asked for again'),
  maxUsdPerLead: usd(0.1, 'No call is made that could pass this for one lead'),
  dailyBudgetUsd: usd(5, 'No call is made that could pass this in a day'),
  usdPerCredit: z
    .strictObject({
      apollo: usd(0.025, 'By your plan'),
      hunter: usd(0.025, 'By your plan'),
    })
    .prefault({}),
});
export type EnrichmentSettings = z.infer<typeof enrichmentSettingsSchema>;
