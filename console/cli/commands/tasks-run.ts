import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';

export const tasksRun = defineCommand({
  name: 'tasks run',
  summary: 'Run the executor now, which runs by itself every two minutes',
  details:
    'It takes the tasks that are due, the most urgent first, ten at most. An outside scheduler calls POST /api/cron/tasks/execute with the secret of the workspace in rex/cron.',
  examples: ['rex tasks run'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), taskRoutes.executeTasks, {});
    const taken = answer.taken.length === 0 ? 'No task is due.' : answer.taken.join('\n');
    return {
      json: answer,
      text: answer.enabled ? taken : 'Tasks are not executed: ENABLE_AUTO_EXECUTION is off.',
    };
  },
});
