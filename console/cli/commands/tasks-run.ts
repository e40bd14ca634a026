import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';

const NOTHING_TAKEN = {
  running: 'No task is due.',
  paused: 'Nothing is executed while the workspace is paused. "rex resume" lets it go on.',
  disabled: 'Tasks are not executed: ENABLE_AUTO_EXECUTION is off.',
} as const;

export const tasksRun = defineCommand({
  name: 'tasks run',
  summary: 'Run the executor now, which runs by itself every two minutes',
  details:
    'It takes the tasks that are due, the most urgent first, ten at most. An outside scheduler calls POST /api/cron/tasks/execute with the secret of the workspace in rex/cron.',
  examples: ['rex tasks run'],
  input: z.strictObject({}),
  async run(context) {
    const connection = await connect(context);
    const answer = await call(connection, taskRoutes.executeTasks, {});
    if (answer.taken.length > 0) return { json: answer, text: answer.taken.join('\n') };
    const { status } = await call(connection, taskRoutes.executorStatus, {});
    return { json: answer, text: NOTHING_TAKEN[status] };
  },
});
