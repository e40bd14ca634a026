import * as z from 'zod';
import { channelRoutes } from '../../../shared/linkedin/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { linkedinTaskField } from '../id-fields.ts';

export const linkedinSkip = defineCommand({
  name: 'linkedin skip',
  summary: 'Report that you will not send the message of a task',
  details: 'The sequence continues with its next step.',
  examples: ['rex linkedin skip t_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['task'],
  input: z.strictObject({ task: linkedinTaskField }),
  async run(context, { task: id }) {
    const task = await call(await connect(context), channelRoutes.skipLinkedinTask, { params: { id } });
    return { json: task, text: `${task.id} is ${task.state}.` };
  },
});
