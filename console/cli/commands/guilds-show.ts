import * as z from 'zod';
import { guildRoutes } from '../../../shared/guilds/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { guildField } from '../guild-field.ts';
import { renderGuild } from '../guild-text.ts';

export const guildsShow = defineCommand({
  name: 'guilds show',
  summary: 'One guild: its agents and people, its resources, and what it did',
  examples: ['rex guilds show muse', 'rex guilds show muse --json'],
  positionals: ['guild'],
  input: z.strictObject({ guild: guildField }),
  async run(context, params) {
    const json = await call(await connect(context), guildRoutes.getGuild, { params });
    return { json, text: renderGuild(json) };
  },
});
