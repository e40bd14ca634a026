import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';
import { oneLine } from '../terminal/table.ts';

export const tasksApprove = defineCommand({
  name: 'tasks approve',
  summary: 'Approve exactly what a task would do',
  details: 'Look at it first ("rex tasks show"): exactly what you see is what is then done.',
  examples: ['rex tasks approve t_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['task'],
  input: z.strictObject({
    task: taskField,
  }),
  async run(context, { task: id }) {
    const connection = await connect(context);
    const { digest, status } = await call(connection, taskRoutes.approvalOfTask, { params: { id } });
    if (digest === null) throw new CliError('CONFLICT', `The task is ${status} and asks for no approval.`);
    const task = await call(connection, taskRoutes.approveTask, { params: { id }, body: { digest } });
    return { json: task, text: `${id} is approved: ${oneLine(task.effect?.summary ?? '')}` };
  },
});
