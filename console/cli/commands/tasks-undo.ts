import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';

export const tasksUndo = defineCommand({
  name: 'tasks undo',
  summary: 'Take back what a task did',
  details:
    'A task of its own does it. What somebody else has changed since is left alone. Whoever did it loses the autonomy that it had earned.',
  examples: ['rex tasks undo t_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['task'],
  input: z.strictObject({
    task: taskField,
  }),
  async run(context, { task: id }) {
    const task = await call(await connect(context), taskRoutes.undoTask, { params: { id } });
    const does = task.status === 'completed' && !task.dryRun ? 'has undone it already' : 'undoes it';
    return { json: task, text: `${id}: task ${task.id} ${does}.` };
  },
});
