import * as z from 'zod';
import { TASK_STATES } from '../../../shared/channels/contract/channels.ts';
import { channelRoutes } from '../../../shared/linkedin/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { renderTable } from '../terminal/table.ts';

export const linkedinList = defineCommand({
  name: 'linkedin list',
  summary: 'Messages that a person has to send on LinkedIn, oldest first',
  details:
    'Rex does nothing on LinkedIn: open the profile, send the text as it is, then run "rex linkedin done". --json has the whole texts.',
  examples: ['rex linkedin list', 'rex linkedin list --json', 'rex linkedin list --state done'],
  input: z.strictObject({
    state: value(
      'STATE',
      z.enum(TASK_STATES).default('open'),
      `Only tasks in this state: ${TASK_STATES.join(', ')}`,
    ),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), channelRoutes.listLinkedinTasks, { query });
    const table = renderTable(page.tasks, [
      { title: 'Task', cell: ({ id }) => id },
      { title: 'Person', cell: ({ name }) => name ?? '' },
      { title: 'Profile', cell: ({ profileUrl }) => profileUrl },
      { title: 'Text', cell: ({ text }) => text, maxWidth: 50 },
      { title: 'Until', cell: ({ openUntil }) => moment(openUntil) },
      { title: 'Not now, because', cell: ({ obstacle }) => obstacle ?? '', maxWidth: 40 },
    ]);
    return { json: page, text: page.tasks.length === 0 ? 'No tasks.' : table + moreHint(page.cursor) };
  },
});
