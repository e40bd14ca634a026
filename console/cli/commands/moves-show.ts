import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { movesText } from '../campaign-text.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { moveField } from '../id-fields.ts';

export const movesShow = defineCommand({
  name: 'moves show',
  summary: 'A move: what carries it out, and what it waits for',
  examples: ['rex moves show mv_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['move'],
  input: z.strictObject({ move: moveField }),
  async run(context, { move: id }) {
    const move = await call(await connect(context), campaignRoutes.getMove, { params: { id } });
    return { json: move, text: `${movesText([move])}\n\nCarried out by: ${move.part ?? 'nothing yet'}` };
  },
});
