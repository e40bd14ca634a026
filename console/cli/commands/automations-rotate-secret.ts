import * as z from 'zod';
import { automationRoutes } from '../../../shared/automations/contract/routes.ts';
import { call } from '../api-client.ts';
import { automationSecretsText } from '../automation-text.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { automationField } from '../id-fields.ts';

export const automationsRotateSecret = defineCommand({
  name: 'automations rotate-secret',
  summary: 'Give an automation new secrets',
  details: 'The old ones are neither sent nor accepted any more: put the new ones into the workflow at once.',
  examples: ['rex automations rotate-secret au_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['automation'],
  input: z.strictObject({ automation: automationField }),
  async run(context, { automation: id }) {
    const made = await call(await connect(context), automationRoutes.rotateAutomationSecret, {
      params: { id },
    });
    return { json: made, text: automationSecretsText(made) };
  },
});
