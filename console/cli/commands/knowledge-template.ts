import * as z from 'zod';
import { TEMPLATE_NAMES } from '../../../shared/knowledge/contract/knowledge.ts';
import { knowledgeRoutes } from '../../../shared/knowledge/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const knowledgeTemplate = defineCommand({
  name: 'knowledge template',
  summary: 'A document to fill in, or the list of them',
  examples: ['rex knowledge template', 'rex knowledge template brand-guidelines'],
  positionals: ['template'],
  input: z.strictObject({
    template: value('TEMPLATE', z.enum(TEMPLATE_NAMES).optional(), 'Its name; without it, all are listed'),
  }),
  async run(context, { template: asked }) {
    const json = await call(await connect(context), knowledgeRoutes.listTemplates, {});
    const found = json.templates.find(({ name }) => name === asked);
    if (found) return { json: found, text: found.markdown };
    const table = renderTable(json.templates, [
      { title: 'Template', cell: ({ name }) => name },
      { title: 'Category', cell: ({ category }) => category },
      { title: 'Sections', cell: ({ sections }) => sections.join(', '), maxWidth: 70 },
    ]);
    return { json, text: table };
  },
});
