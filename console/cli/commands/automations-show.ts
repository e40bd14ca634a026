import * as z from 'zod';
import { automationRoutes } from '../../../shared/automations/contract/routes.ts';
import { call } from '../api-client.ts';
import { automationText } from '../automation-text.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { automationField } from '../id-fields.ts';

export const automationsShow = defineCommand({
  name: 'automations show',
  summary: 'One automation',
  examples: ['rex automations show au_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['automation'],
  input: z.strictObject({ automation: automationField }),
  async run(context, { automation: id }) {
    const found = await call(await connect(context), automationRoutes.getAutomation, { params: { id } });
    return { json: found, text: automationText(found) };
  },
});
