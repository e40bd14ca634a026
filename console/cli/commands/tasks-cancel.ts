import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';

export const tasksCancel = defineCommand({
  name: 'tasks cancel',
  summary: 'Cancel a task that is not being done',
  examples: ['rex tasks cancel t_01jd8w5gk3q4v6x8z0a2c4e6g8 --reason "Too late"'],
  positionals: ['task'],
  input: z.strictObject({
    task: taskField,
    reason: value('TEXT', z.string().min(1), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { task: id, reason }) {
    const task = await call(await connect(context), taskRoutes.cancelTask, {
      params: { id },
      body: { reason },
    });
    return { json: task, text: `${task.id} is ${task.status}.` };
  },
});
