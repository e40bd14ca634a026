import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { moveField } from '../id-fields.ts';

export const movesCancel = defineCommand({
  name: 'moves cancel',
  summary: 'Cancel a move; a mission or task that it began goes on',
  examples: ['rex moves cancel mv_01jd8w5gk3q4v6x8z0a2c4e6g8 --reason "Too late"'],
  positionals: ['move'],
  input: z.strictObject({
    move: moveField,
    reason: value('TEXT', z.string(), 'Reason, which is shown'),
  }),
  async run(context, { move: id, reason }) {
    const json = await call(await connect(context), campaignRoutes.cancelMove, {
      params: { id },
      body: { reason },
    });
    return { json, text: `${json.title} is cancelled.` };
  },
});
