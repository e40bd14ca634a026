import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { entryField } from '../id-fields.ts';

export const intelligenceShow = defineCommand({
  name: 'intelligence show',
  summary: 'One entry, with its text and its source',
  examples: ['rex intelligence show ie_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['entry'],
  input: z.strictObject({ entry: entryField }),
  async run(context, { entry: id }) {
    const json = await call(await connect(context), campaignRoutes.getIntelligence, { params: { id } });
    const { title, text, source, type, confidence, expired } = json;
    const about = `${type}, ${confidence} sure${expired ? ', expired' : ''}`;
    return { json, text: `${title} (${about})\n\n${text}\n\nSource: ${source}` };
  },
});
