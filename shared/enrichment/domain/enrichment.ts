import * as z from 'zod';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { ENRICHMENT_SOURCES, type EnrichmentSourceName } from '../contract/settings.ts';
import { findingsSchema } from './findings.ts';

/**
 * One source and one lead. `asking` is the claim that comes before the call, so that a repeat does not pay twice; it
 * holds for a while only, because whoever made it may have died.
 */
const askedSchema = z.object({
  state: readUnknownAs(z.enum(['asking', 'found', 'nothing', 'failed', 'refused']), 'nothing'),
  at: instantSchema,
  /** Whose call it is. */
  claim: z.string(),
  /** The most that it can cost while it is asked, then what it cost. */
  costMicros: z.number().int().min(0),
  found: findingsSchema.optional(),
});
export type Asked = z.infer<typeof askedSchema>;

/** What was asked about one lead, beside the lead: a lead is written at every send and stays small. */
export const enrichmentSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  /** 0 before it is stored. */
  version: z.number().int().min(0),
  asked: z.partialRecord(z.enum(ENRICHMENT_SOURCES), askedSchema),
});
export type Enrichment = z.infer<typeof enrichmentSchema>;

export const nothingAsked = (workspace: string, leadId: string): Enrichment => ({
  workspace,
  leadId,
  version: 0,
  asked: {},
});

/** What had been answered by then. */
export const answeredBefore = (
  { asked }: Pick<Enrichment, 'asked'>,
  at: string,
): Pick<Enrichment, 'asked'> => ({
  asked: Object.fromEntries(Object.entries(asked).filter(([, each]) => each.at < at)),
});

export const askedOf = (
  enrichment: Pick<Enrichment, 'asked'>,
): (Asked & { readonly source: EnrichmentSourceName })[] =>
  ENRICHMENT_SOURCES.flatMap((source) => {
    const asked = enrichment.asked[source];
    return asked ? [{ source, ...asked }] : [];
  }).toSorted((a, b) => (a.at < b.at ? -1 : 1));

export const withAsked = (
  enrichment: Enrichment,
  source: EnrichmentSourceName,
  asked: Asked | undefined,
): Enrichment => {
  const { [source]: _, ...others } = enrichment.asked;
  return { ...enrichment, asked: asked === undefined ? others : { ...others, [source]: asked } };
};
