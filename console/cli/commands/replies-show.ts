import * as z from 'zod';
import { replyRoutes } from '../../../shared/replies/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { replyField } from '../id-fields.ts';
import { renderReply } from '../reply-text.ts';

export const repliesShow = defineCommand({
  name: 'replies show',
  summary: 'A reply with its full text, why it waits, and what was decided',
  examples: ['rex replies show r_0123456789abcdefghjk_o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1'],
  positionals: ['reply'],
  input: z.strictObject({ reply: replyField }),
  async run(context, { reply: id }) {
    const reply = await call(await connect(context), replyRoutes.getReply, { params: { id } });
    return { json: reply, text: renderReply(reply) };
  },
});
