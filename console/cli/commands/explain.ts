import * as z from 'zod';
import { leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderExplanation } from '../explanation-text.ts';

export const explain = defineCommand({
  name: 'explain',
  summary: 'What was sent to a lead and why, or what blocks it and what would unblock it',
  examples: ['rex explain someone@company.example', 'rex explain someone@company.example --json'],
  positionals: ['email'],
  input: z.strictObject({ email: value('EMAIL', z.string().min(3), 'The address of the lead') }),
  async run(context, { email }) {
    const connection = await connect(context);
    const [lead] = (await call(connection, leadRoutes.listLeads, { query: { email, limit: 1 } })).leads;
    if (!lead) {
      throw new CliError(
        'NOT_FOUND',
        `No lead of workspace "${context.settings.workspace}" has the address ${email}.`,
      );
    }
    const explanation = await call(connection, leadRoutes.explainLead, { params: { id: lead.id } });
    return { json: explanation, text: renderExplanation(explanation) };
  },
});
