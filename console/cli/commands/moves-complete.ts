import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { moveField } from '../id-fields.ts';

export const movesComplete = defineCommand({
  name: 'moves complete',
  summary: 'Say that a move which was begun or has failed is done',
  examples: ['rex moves complete mv_01jd8w5gk3q4v6x8z0a2c4e6g8 --note "By phone"'],
  positionals: ['move'],
  input: z.strictObject({
    move: moveField,
    note: value('TEXT', z.string(), 'What was done'),
  }),
  async run(context, { move: id, note }) {
    const json = await call(await connect(context), campaignRoutes.completeMove, {
      params: { id },
      body: { note },
    });
    return { json, text: `${json.title} is done.` };
  },
});
