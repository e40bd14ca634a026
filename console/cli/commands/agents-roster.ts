import * as z from 'zod';
import { guildNameSchema } from '../../../shared/guilds/contract/guilds.ts';
import { guildRoutes } from '../../../shared/guilds/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const agentsRoster = defineCommand({
  name: 'agents roster',
  summary: 'The agents of the roster, by guild: what each does, and whether it needs a model',
  details:
    'They read, draft and advise, and change nothing. "--json" shows the input and output of each as JSON Schema, with an example.',
  examples: ['rex agents roster', 'rex agents roster --guild muse', 'rex agents roster --json'],
  input: z.strictObject({ guild: value('GUILD', guildNameSchema.optional(), 'Such as muse') }),
  async run(context, query) {
    const json = await call(await connect(context), guildRoutes.listRoster, { query });
    const text = renderTable(json.agents, [
      { title: 'Guild', cell: ({ guild }) => guild },
      { title: 'Agent', cell: ({ name }) => name },
      { title: 'Model', cell: ({ model }) => model },
      { title: 'What it does', cell: ({ role }) => role },
    ]);
    return { json, text };
  },
});
