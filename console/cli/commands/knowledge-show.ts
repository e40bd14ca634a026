import * as z from 'zod';
import { knowledgeRoutes } from '../../../shared/knowledge/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, flag } from '../command.ts';
import { connect } from '../context.ts';
import { documentField } from '../id-fields.ts';
import { renderDocument } from '../knowledge-text.ts';

export const knowledgeShow = defineCommand({
  name: 'knowledge show',
  summary: 'One document of the knowledge base, and what Rex reads of it',
  examples: ['rex knowledge show returns', 'rex knowledge show returns --passages'],
  positionals: ['document'],
  input: z.strictObject({ document: documentField, passages: flag('Show its passages, too') }),
  async run(context, { document: id, passages: isWhole }) {
    const connection = await connect(context);
    const document = await call(connection, knowledgeRoutes.getDocument, { params: { id } });
    const text = renderDocument(document);
    if (!isWhole) return { json: document, text };
    const { passages } = await call(connection, knowledgeRoutes.listPassages, { params: { id } });
    const shown = passages.map(
      ({ passage, headings, text: words }) => `${passage}. ${headings.join(' > ')}\n${words}`,
    );
    return { json: { ...document, passageList: passages }, text: [text, ...shown].join('\n\n') };
  },
});
