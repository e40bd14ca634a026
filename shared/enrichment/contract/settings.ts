import * as z from 'zod';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';

/** Vendors of business data about people and companies. */
export const ENRICHMENT_SOURCES = ['apollo', 'hunter'] as const;
export type EnrichmentSourceName = (typeof ENRICHMENT_SOURCES)[number];

/** Fields that may be bought. They decide whom to write to; messages never use bought data. */
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

/** From which sources a workspace buys data about its leads, and with which limits. */
export const enrichmentSettingsSchema = z.strictObject({
  sources: z
    .array(keepUnknown(z.enum(ENRICHMENT_SOURCES)))
    .max(ENRICHMENT_SOURCES.length)
    .refine(distinct, 'names a source twice')
    .meta({ uniqueItems: true })
    .default([])
    .describe('The sources to ask, in this order. With an empty list, none is asked'),
  wanted: z
    .array(keepUnknown(z.enum(ENRICHABLE)))
    .min(1)
    .max(ENRICHABLE.length)
    .refine(distinct, 'names a field twice')
    .meta({ uniqueItems: true })
    .default(['industry', 'employees', 'jobTitle'])
    .describe('The fields that should be known of every lead'),
  enough: z
    .number()
    .min(0)
    .max(1)
    .default(0.75)
    .describe('Quality of a lead, 0 to 1, from which on no further source is asked'),
  cacheDays: z
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('Days for which an answer is used before the source is asked again'),
  maxUsdPerLead: usd(0.1, 'Budget for one lead in US dollars. A call that could exceed it is not made'),
  dailyBudgetUsd: usd(5, 'Budget for a day in US dollars. A call that could exceed it is not made'),
  budgetWarnAt: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .describe(
      'Share of the budget of the day that is spent or reserved, 0 to 1, from which on an alert says so',
    ),
  usdPerCredit: z
    .strictObject({
      apollo: usd(0.025, 'Price of a credit in your plan, in US dollars'),
      hunter: usd(0.025, 'Price of a credit in your plan, in US dollars'),
    })
    .prefault({}),
});
export type EnrichmentSettings = z.infer<typeof enrichmentSettingsSchema>;
