import * as z from 'zod';
import { automationRoutes } from '../../../shared/automations/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const automationsList = defineCommand({
  name: 'automations list',
  summary: 'The automations that missions can ask',
  examples: ['rex automations list', 'rex automations list --json'],
  input: z.strictObject({}),
  async run(context) {
    const list = await call(await connect(context), automationRoutes.listAutomations, {});
    const table = renderTable(list.automations, [
      { title: 'Automation', cell: ({ id }) => id },
      { title: 'Name', cell: ({ name }) => name, maxWidth: 40 },
      { title: 'Runs in', cell: ({ connector }) => connector },
      { title: 'Minutes', cell: ({ deadlineMinutes }) => deadlineMinutes, align: 'right' },
      { title: 'On failure', cell: ({ onFailure }) => onFailure },
      { title: 'Address', cell: ({ url }) => url, maxWidth: 50 },
    ]);
    const none = 'No automations. "rex automations add" adds one.';
    return { json: list, text: list.automations.length === 0 ? none : table };
  },
});
