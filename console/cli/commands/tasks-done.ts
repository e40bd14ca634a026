import * as z from 'zod';
import { channelRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';

export const tasksDone = defineCommand({
  name: 'tasks done',
  summary: 'Report that you have sent the message of a task',
  details: 'The sequence continues from now.',
  examples: ['rex tasks done t_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['task'],
  input: z.strictObject({ task: taskField }),
  async run(context, { task: id }) {
    const task = await call(await connect(context), channelRoutes.completeTask, { params: { id } });
    return { json: task, text: `${task.id} is ${task.state}.` };
  },
});
