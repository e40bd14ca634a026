import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';

export const tasksRetry = defineCommand({
  name: 'tasks retry',
  summary: 'Try a task again that failed, was rejected or needs a person, or look at once at one that waits',
  examples: ['rex tasks retry t_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['task'],
  input: z.strictObject({
    task: taskField,
  }),
  async run(context, { task: id }) {
    const task = await call(await connect(context), taskRoutes.retryTask, { params: { id } });
    return { json: task, text: `${task.id} is ${task.status}.` };
  },
});
