import * as z from 'zod';
import { automationRoutes } from '../../../shared/automations/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { automationField } from '../id-fields.ts';

export const automationsRemove = defineCommand({
  name: 'automations remove',
  summary: 'Remove an automation',
  details: 'What it was started for already has no result then.',
  examples: ['rex automations remove au_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['automation'],
  input: z.strictObject({ automation: automationField }),
  async run(context, { automation: id }) {
    const removed = await call(await connect(context), automationRoutes.removeAutomation, { params: { id } });
    return { json: removed, text: `${removed.id} is removed.` };
  },
});
