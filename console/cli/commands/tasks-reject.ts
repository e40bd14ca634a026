import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';

export const tasksReject = defineCommand({
  name: 'tasks reject',
  summary: 'Reject a task: it is not done',
  examples: ['rex tasks reject t_01jd8w5gk3q4v6x8z0a2c4e6g8 --reason "Not our tone"'],
  positionals: ['task'],
  input: z.strictObject({
    task: taskField,
    reason: value('TEXT', z.string().min(1), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { task: id, reason }) {
    const task = await call(await connect(context), taskRoutes.rejectTask, {
      params: { id },
      body: { reason },
    });
    return { json: task, text: `${id} is ${task.status}.` };
  },
});
