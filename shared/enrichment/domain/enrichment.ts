import * as z from 'zod';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { ENRICHMENT_SOURCES, type EnrichmentSourceName } from '../contract/settings.ts';
import { findingsSchema } from './findings.ts';

/**
 * What one source was asked about one lead. `asking` is the claim that is written before the call, so that a repeat does not
 * pay twice. It expires after a while, because the process that made it may have died.
 */
const askedSchema = z.object({
  state: readUnknownAs(z.enum(['asking', 'found', 'nothing', 'failed', 'refused']), 'nothing'),
  at: instantSchema,
  /** Id of the claim, by which its maker recognizes it. */
  claim: z.string(),
  /** The highest possible cost while the call runs, the actual cost afterwards. */
  costMicros: z.number().int().min(0),
  found: findingsSchema.optional(),
});
export type Asked = z.infer<typeof askedSchema>;

/** Everything that was asked about one lead. Stored beside the lead, which is written at every send and has to stay small. */
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

/** The answers up to a given time. */
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
