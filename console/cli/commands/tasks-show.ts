import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';
import { renderTask } from '../task-text.ts';

export const tasksShow = defineCommand({
  name: 'tasks show',
  summary: 'What a task does exactly, what happened to it, and what it waits for',
  examples: [
    'rex tasks show t_01jd8w5gk3q4v6x8z0a2c4e6g8',
    'rex tasks show t_01jd8w5gk3q4v6x8z0a2c4e6g8 --json',
  ],
  positionals: ['task'],
  input: z.strictObject({ task: taskField }),
  async run(context, { task: id }) {
    const task = await call(await connect(context), taskRoutes.getTask, { params: { id } });
    return { json: task, text: renderTask(task) };
  },
});
