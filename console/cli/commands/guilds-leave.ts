import * as z from 'zod';
import { guildRoutes } from '../../../shared/guilds/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { guildField } from '../guild-field.ts';
import { renderGuild } from '../guild-text.ts';
import { memberField } from '../id-fields.ts';

export const guildsLeave = defineCommand({
  name: 'guilds leave',
  summary: 'Take somebody out of a guild',
  examples: ['rex guilds leave muse 7d1f0c1e-2b1b-4c43-9f0e-5f0d0b9f8a11'],
  positionals: ['guild', 'member'],
  input: z.strictObject({ guild: guildField, member: memberField }),
  async run(context, { guild, member }) {
    const params = { guild, person: member };
    const json = await call(await connect(context), guildRoutes.leaveGuild, { params });
    return { json, text: renderGuild(json) };
  },
});
