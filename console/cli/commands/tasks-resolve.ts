import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';

export const tasksResolve = defineCommand({
  name: 'tasks resolve',
  summary: 'Say whether a task took effect of which that is not known',
  details: 'Rex never does such a task again by itself. Find out at the provider first.',
  examples: ['rex tasks resolve t_01jd8w5gk3q4v6x8z0a2c4e6g8 --outcome done'],
  positionals: ['task'],
  input: z.strictObject({
    task: taskField,
    outcome: value('WHAT', z.enum(['done', 'not_done']), 'done or not_done'),
  }),
  async run(context, { task: id, outcome }) {
    const task = await call(await connect(context), taskRoutes.resolveTask, {
      params: { id },
      body: { outcome },
    });
    return { json: task, text: `${task.id} is ${task.status}.` };
  },
});
