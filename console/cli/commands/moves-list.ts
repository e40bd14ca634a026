import * as z from 'zod';
import { MOVE_STATES } from '../../../shared/campaigns/contract/move.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { movesText } from '../campaign-text.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { ofCampaignField } from '../id-fields.ts';
import { limitField, moreHint } from '../paging.ts';

export const movesList = defineCommand({
  name: 'moves list',
  summary: 'Moves of campaigns, newest first, with what each waits for',
  examples: ['rex moves list', 'rex moves list --campaign cm_01jd8w5gk3q4v6x8z0a2c4e6g8 --state planned'],
  input: z.strictObject({
    campaign: ofCampaignField,
    state: value('STATE', z.enum(MOVE_STATES).optional(), `Only those: ${MOVE_STATES.join(', ')}`),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Show what comes after another list'),
  }),
  async run(context, query) {
    const json = await call(await connect(context), campaignRoutes.listMoves, { query });
    return { json, text: movesText(json.moves) + moreHint(json.cursor) };
  },
});
