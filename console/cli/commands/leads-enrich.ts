import * as z from 'zod';
import { enrichmentRoutes } from '../../../shared/enrichment/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderEnrichment } from '../enrichment-text.ts';
import { leadField } from '../id-fields.ts';

export const leadsEnrich = defineCommand({
  name: 'leads enrich',
  summary: 'Buy missing data of a lead from the sources of the settings',
  details:
    'Rex asks the sources one after another until enough is known (settings, "enrichment"), none twice within the days of\n' +
    'the cache. A mission of type icp_extraction does it for all leads, within the budget of the day.',
  examples: ['rex leads enrich LEAD', 'rex leads enrich LEAD --json | jq .asked'],
  positionals: ['lead'],
  input: z.strictObject({ lead: leadField }),
  async run(context, { lead: id }) {
    const view = await call(await connect(context), enrichmentRoutes.enrichLead, {
      params: { id },
      body: {},
    });
    return { json: view, text: renderEnrichment(view) };
  },
});
