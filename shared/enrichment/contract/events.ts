import * as z from 'zod';
import { events } from '../../kernel/contract/event-contract.ts';
import { ENRICHMENT_SOURCES } from './settings.ts';

export const enrichmentEvents = events({
  'lead.enriched': {
    version: 1,
    channel: 'analytics',
    aggregate: 'ENRICHMENT',
    summary:
      'An enrichment source answered about a lead and charged credits. The event does not contain the data.',
    data: z.object({ source: z.enum(ENRICHMENT_SOURCES), fields: z.array(z.string()), costUsd: z.number() }),
    example: { source: 'apollo', fields: ['industry', 'jobTitle'], costUsd: 0.025 },
  },
});
