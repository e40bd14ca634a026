import * as z from 'zod';
import { guildRoutes } from '../../../shared/guilds/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderGuilds } from '../guild-text.ts';

export const guildsList = defineCommand({
  name: 'guilds list',
  summary: 'The seven guilds, and what they did in the last 30 days',
  examples: ['rex guilds list', 'rex guilds list --json'],
  input: z.strictObject({}),
  async run(context) {
    const json = await call(await connect(context), guildRoutes.listGuilds, {});
    return { json, text: renderGuilds(json.guilds) };
  },
});
