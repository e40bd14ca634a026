import * as z from 'zod';
import { enrichmentRoutes } from '../../../shared/enrichment/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderEnrichment } from '../enrichment-text.ts';
import { leadField } from '../id-fields.ts';

export const enrichmentShow = defineCommand({
  name: 'enrichment show',
  summary: 'What is known of a lead: each value with its source, its trust and its cost',
  examples: ['rex enrichment show LEAD', 'rex enrichment show LEAD --json | jq .quality'],
  positionals: ['lead'],
  input: z.strictObject({ lead: leadField }),
  async run(context, { lead: id }) {
    const view = await call(await connect(context), enrichmentRoutes.showEnrichment, { params: { id } });
    return { json: view, text: renderEnrichment(view) };
  },
});
