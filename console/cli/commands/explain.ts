import * as z from 'zod';
import { leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { taskIdSchema } from '../../../shared/tasks/contract/task.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderExplanation } from '../explanation-text.ts';
import { renderTask } from '../task-text.ts';

export const explain = defineCommand({
  name: 'explain',
  summary:
    'What was sent to a lead and why, or what became of a task; what blocks it and what would unblock it',
  examples: [
    'rex explain someone@company.example',
    'rex explain someone@company.example --json',
    'rex explain t_01jd8w5gk3q4v6x8z0a2c4e6g8',
  ],
  positionals: ['email'],
  input: z.strictObject({
    email: value('EMAIL', z.string().min(3), 'The address of the lead, or the id of a task'),
  }),
  async run(context, { email }) {
    const connection = await connect(context);
    if (taskIdSchema.safeParse(email).success) {
      const task = await call(connection, taskRoutes.getTask, { params: { id: email } });
      return { json: task, text: renderTask(task) };
    }
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
