import * as z from 'zod';
import { approvalRoutes } from '../../../shared/approvals/contract/routes.ts';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { taskIdSchema } from '../../../shared/tasks/contract/task.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, values } from '../command.ts';
import { connect } from '../context.ts';
import { oneLine } from '../terminal/table.ts';

export const tasksApprove = defineCommand({
  name: 'tasks approve',
  summary: 'Approve exactly what tasks would do',
  details: 'Look at each first ("rex tasks show"): exactly what you see is what is then done.',
  examples: [
    'rex tasks approve t_01jd8w5gk3q4v6x8z0a2c4e6g8',
    'rex tasks approve t_01jd8w5gk3q4v6x8z0a2c4e6g8 t_01jd8w5gk3q4v6x8z0a2c4e6g9',
  ],
  positionals: ['tasks'],
  input: z.strictObject({
    tasks: values('TASK...', z.array(taskIdSchema).min(1).max(50), 'The ids that "rex tasks list" shows'),
  }),
  async run(context, { tasks }) {
    const connection = await connect(context);
    const asked = [];
    for (const id of new Set(tasks)) {
      const found = await call(connection, taskRoutes.approvalOfTask, { params: { id } });
      const { digest, status, approvalId } = found;
      if (digest === null || approvalId === null)
        throw new CliError('CONFLICT', `${id} is ${status} and asks for no approval. Nothing was approved.`);
      asked.push({ ...found, digest, approvalId });
    }
    const { results } = await call(connection, approvalRoutes.decideTogether, {
      body: {
        decision: 'approved',
        approvals: asked.map(({ approvalId: id, digest }) => ({ id, digest })),
      },
    });
    const lines = asked.map(({ taskId, approvalId, effect }) => {
      const { outcome, message } = results.find(({ id }) => id === approvalId) ?? {};
      return outcome === 'approved'
        ? `${taskId} is approved: ${oneLine(effect?.summary ?? '')}`
        : `${taskId} was not approved: ${message}`;
    });
    const isDone = results.every(({ outcome }) => outcome === 'approved');
    return { json: { results }, text: lines.join('\n'), exitCode: isDone ? 0 : 1 };
  },
});
