import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { moveField } from '../id-fields.ts';

export const movesRetry = defineCommand({
  name: 'moves retry',
  summary: 'Plan a move anew that failed or was cancelled',
  examples: ['rex moves retry mv_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['move'],
  input: z.strictObject({
    move: moveField,
  }),
  async run(context, { move: id }) {
    const json = await call(await connect(context), campaignRoutes.retryMove, { params: { id } });
    return { json, text: `${json.title} is planned anew.` };
  },
});
