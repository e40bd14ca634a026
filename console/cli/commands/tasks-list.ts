import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { TASK_STATUSES } from '../../../shared/tasks/contract/task.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { oneLine, renderTable } from '../terminal/table.ts';

export const tasksList = defineCommand({
  name: 'tasks list',
  summary: 'Tasks, newest first',
  examples: ['rex tasks list', 'rex tasks list --status awaiting_approval', 'rex tasks list --json'],
  input: z.strictObject({
    status: value('STATUS', z.enum(TASK_STATUSES).optional(), `Only those: ${TASK_STATUSES.join(', ')}`),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), taskRoutes.listTasks, { query });
    const table = renderTable(page.tasks, [
      { title: 'Task', cell: ({ id }) => id },
      { title: 'Status', cell: ({ status, dryRun }) => (dryRun ? `${status} (dry run)` : status) },
      { title: 'Priority', cell: ({ priority }) => priority },
      { title: 'Type', cell: ({ type }) => type },
      { title: 'Title', cell: ({ title }) => oneLine(title), maxWidth: 40 },
      { title: 'Due', cell: ({ dueAt }) => moment(dueAt) },
      { title: 'Because', cell: ({ error }) => oneLine(error ?? ''), maxWidth: 50 },
    ]);
    return { json: page, text: page.tasks.length === 0 ? 'No tasks.' : table + moreHint(page.cursor) };
  },
});
