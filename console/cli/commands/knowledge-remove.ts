import * as z from 'zod';
import { knowledgeRoutes } from '../../../shared/knowledge/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { documentField } from '../id-fields.ts';

export const knowledgeRemove = defineCommand({
  name: 'knowledge remove',
  summary: 'Remove a document with all its editions',
  examples: ['rex knowledge remove returns'],
  positionals: ['document'],
  input: z.strictObject({ document: documentField }),
  async run(context, { document: id }) {
    const removed = await call(await connect(context), knowledgeRoutes.removeDocument, { params: { id } });
    return { json: removed, text: `${removed.id} is removed.` };
  },
});
