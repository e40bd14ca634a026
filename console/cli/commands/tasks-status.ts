import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { moment } from '../terminal/moment.ts';
import { renderFacts, renderTable } from '../terminal/table.ts';

export const tasksStatus = defineCommand({
  name: 'tasks status',
  summary: 'Whether tasks are executed, and what is left of the limits of the day',
  examples: ['rex tasks status', 'rex tasks status --json'],
  input: z.strictObject({}),
  async run(context) {
    const status = await call(await connect(context), taskRoutes.executorStatus, {});
    const counted = Object.entries(status.counts).filter(([, count]) => count > 0);
    const facts = renderFacts([
      ['Executor', `${status.status}${status.dry_run ? ', dry run' : ''}`],
      [
        'Last run with work',
        status.last_run ? `${moment(status.last_run.at)}, took ${status.last_run.taken}` : 'none yet',
      ],
      ['Tasks', counted.map(([name, count]) => `${count} ${name}`).join(', ') || 'none'],
    ]);
    const limits = renderTable(status.limits, [
      { title: 'Limit of the day', cell: ({ name }) => name },
      { title: 'Used', cell: ({ used }) => used, align: 'right' },
      { title: 'Left', cell: ({ left }) => left, align: 'right' },
    ]);
    return { json: status, text: `${facts}\n\n${limits}` };
  },
});
