import * as z from 'zod';
import { channelRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';

export const tasksSkip = defineCommand({
  name: 'tasks skip',
  summary: 'Report that you will not send the message of a task',
  details: 'The sequence continues with its next step.',
  examples: ['rex tasks skip t_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['task'],
  input: z.strictObject({ task: taskField }),
  async run(context, { task: id }) {
    const task = await call(await connect(context), channelRoutes.skipTask, { params: { id } });
    return { json: task, text: `${task.id} is ${task.state}.` };
  },
});
