import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';

export const tasksComplete = defineCommand({
  name: 'tasks complete',
  summary: 'Say that you have done a task that Rex gave to a person',
  details: 'Such tasks are of type person.do; Rex makes one when a task of its own needs a person.',
  examples: ['rex tasks complete t_01jd8w5gk3q4v6x8z0a2c4e6g8 --note "The token is renewed."'],
  positionals: ['task'],
  input: z.strictObject({
    task: taskField,
    note: value('TEXT', z.string().optional(), 'What you did'),
  }),
  async run(context, { task: id, note }) {
    const body = note === undefined ? {} : { note };
    const task = await call(await connect(context), taskRoutes.completeTask, { params: { id }, body });
    return { json: task, text: `${task.id} is ${task.status}.` };
  },
});
