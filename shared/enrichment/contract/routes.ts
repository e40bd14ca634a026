import * as z from 'zod';
import { instantSchema, isoDateSchema, leadIdSchema } from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { ENRICHABLE, ENRICHMENT_SOURCES } from './settings.ts';

const usd = z.number().describe('US dollars');
const leadParams = z.object({ id: leadIdSchema });

const enrichmentViewSchema = z
  .object({
    leadId: leadIdSchema,
    quality: z
      .number()
      .describe(
        'How well the lead is known, 0 to 1: the mean trust in the wanted fields. An unknown field has trust 0',
      ),
    fields: z.array(
      z.object({
        field: z.enum(ENRICHABLE),
        wanted: z.boolean(),
        value: z.union([z.string(), z.number()]).nullable(),
        trust: z.number().describe('How far the value can be trusted, 0 to 1'),
        from: z.array(z.string()).describe('Where the value comes from: `import`, or the names of sources'),
      }),
    ),
    asked: z.array(
      z.object({
        source: z.enum(ENRICHMENT_SOURCES),
        state: z
          .enum(['asking', 'found', 'nothing', 'failed', 'refused'])
          .describe(
            'What the source answered. refused: the person objects to the lookup, and no source is asked about them again',
          ),
        at: instantSchema,
        costUsd: usd,
      }),
    ),
    next: z.string().describe('The source that would be asked next, or a sentence why none is asked'),
  })
  .meta({ id: 'Enrichment' });
export type EnrichmentView = z.infer<typeof enrichmentViewSchema>;

export const enrichmentRoutes = routes({
  showEnrichment: {
    operationId: 'showEnrichment',
    method: 'GET',
    path: '/api/leads/{id}/enrichment',
    summary: 'What is known of a lead beyond the import: each value with its source, its trust and its cost.',
    roles: ANYONE,
    params: leadParams,
    success: { status: 200, schema: enrichmentViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  enrichLead: {
    operationId: 'enrichLead',
    method: 'POST',
    path: '/api/leads/{id}/enrich',
    summary: 'Ask the sources about one lead, one after another, until enough is known.',
    roles: OPERATORS,
    params: leadParams,
    body: z.strictObject({}).prefault({}),
    success: { status: 200, schema: enrichmentViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED', 'PROVIDER_UNAVAILABLE'],
  },
  enrichmentUsage: {
    operationId: 'enrichmentUsage',
    method: 'GET',
    path: '/api/rex/enrichment/usage',
    summary: 'Calls to enrichment sources in a day: how many, what they cost, what is left of the budget.',
    roles: ANYONE,
    query: z.object({ day: isoDateSchema.optional().describe('A day in UTC. Default: today') }),
    success: {
      status: 200,
      schema: z.object({
        day: isoDateSchema,
        spentUsd: usd,
        leftUsd: usd,
        sources: z.array(
          z.object({
            source: z.enum(ENRICHMENT_SOURCES),
            ready: z.boolean().describe('Whether Rex has an API key for the source'),
            calls: z.number().int(),
            found: z.number().int(),
            nothing: z.number().int(),
            failed: z.number().int(),
            costUsd: usd,
          }),
        ),
      }),
    },
    errors: ['VALIDATION_FAILED'],
  },
});
