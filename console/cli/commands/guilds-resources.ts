import * as z from 'zod';
import { resourcesSchema } from '../../../shared/guilds/contract/guilds.ts';
import { guildRoutes } from '../../../shared/guilds/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { guildField } from '../guild-field.ts';
import { renderGuild } from '../guild-text.ts';

const { runsADay, modelRunsADay } = resourcesSchema.shape;

export const guildsResources = defineCommand({
  name: 'guilds resources',
  summary: 'Set how much the agents of a guild may do in a day',
  details:
    'What is not given stays as it is. Beyond the runs that may ask a model, agents go by rules where they can.',
  examples: ['rex guilds resources muse --runs 500 --model-runs 50'],
  positionals: ['guild'],
  input: z.strictObject({
    guild: guildField,
    runs: value('N', z.coerce.number().pipe(runsADay.unwrap()).optional(), 'Runs in a day (UTC)'),
    'model-runs': value(
      'N',
      z.coerce.number().pipe(modelRunsADay.unwrap()).optional(),
      'Runs in a day that may ask a language model',
    ),
  }),
  async run(context, { guild, runs, 'model-runs': modelRuns }) {
    const connection = await connect(context);
    const params = { guild };
    const { resources: now } = await call(connection, guildRoutes.getGuild, { params });
    const body = { runsADay: runs ?? now.runsADay, modelRunsADay: modelRuns ?? now.modelRunsADay };
    const json = await call(connection, guildRoutes.setGuildResources, { params, body });
    return { json, text: renderGuild(json) };
  },
});
