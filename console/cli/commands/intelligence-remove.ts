import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { entryField } from '../id-fields.ts';
import { ofVersion } from '../version-header.ts';

export const intelligenceRemove = defineCommand({
  name: 'intelligence remove',
  summary: 'Remove an entry',
  examples: ['rex intelligence remove ie_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['entry'],
  input: z.strictObject({ entry: entryField }),
  async run(context, { entry: id }) {
    const connection = await connect(context);
    const known = await call(connection, campaignRoutes.getIntelligence, { params: { id } });
    const json = await call(connection, campaignRoutes.removeIntelligence, {
      params: { id },
      headers: ofVersion(known),
    });
    return { json, text: `${json.id} is removed.` };
  },
});
