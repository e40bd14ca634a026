import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { moveField } from '../id-fields.ts';
import { ofVersion } from '../version-header.ts';

export const movesRemove = defineCommand({
  name: 'moves remove',
  summary: 'Remove a move that has never begun, and on which no other depends',
  examples: ['rex moves remove mv_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['move'],
  input: z.strictObject({ move: moveField }),
  async run(context, { move: id }) {
    const connection = await connect(context);
    const known = await call(connection, campaignRoutes.getMove, { params: { id } });
    const json = await call(connection, campaignRoutes.removeMove, {
      params: { id },
      headers: ofVersion(known),
    });
    return { json, text: `${json.id} is removed.` };
  },
});
