import * as z from 'zod';
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';

export const resume = defineCommand({
  name: 'resume',
  summary: 'Resume the workspace after a pause',
  examples: ['rex resume'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), systemRoutes.resume, { body: {} });
    return { json: answer, text: 'Resumed.' };
  },
});
