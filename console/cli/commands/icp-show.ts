import * as z from 'zod';
import { profileIdSchema, profileRoutes } from '../../../shared/icp/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderProfile } from '../profile-text.ts';

export const icpShow = defineCommand({
  name: 'icp show',
  summary: 'The ideal customer profile: segments with a verdict on each, and how the score was evaluated',
  details:
    '"rex missions create --type icp_extraction" makes a profile. Columns that are known only after the outcome\n' +
    'are refused by name: a model that reads them looks excellent and is useless.',
  examples: ['rex icp show', 'rex icp show --json | jq .model.refused'],
  positionals: ['profile'],
  input: z.strictObject({
    profile: value('PROFILE', profileIdSchema.optional(), 'The profile (the newest one)'),
  }),
  async run(context, { profile: id }) {
    const connection = await connect(context);
    const profile =
      id === undefined
        ? await call(connection, profileRoutes.latestProfile, {})
        : await call(connection, profileRoutes.getProfile, { params: { id } });
    return { json: profile, text: renderProfile(profile) };
  },
});
