import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';
import { payloadField, readPayload } from '../task-payload.ts';

export const tasksEdit = defineCommand({
  name: 'tasks edit',
  summary: 'Change what a task is to do, before it is done',
  details:
    'What was approved is void, and it is asked about anew. An effect that you changed earns its agent no autonomy.',
  examples: ['rex tasks edit t_01jd8w5gk3q4v6x8z0a2c4e6g8 --payload answer.json'],
  positionals: ['task'],
  input: z.strictObject({ task: taskField, payload: payloadField }),
  async run(context, { task: id, payload }) {
    const body = { payload: await readPayload(payload) };
    const task = await call(await connect(context), taskRoutes.editTask, { params: { id }, body });
    return { json: task, text: `${task.id} is ${task.status}.` };
  },
});
