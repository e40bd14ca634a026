import * as z from 'zod';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderConversation } from '../conversation-text.ts';
import { conversationField } from '../id-fields.ts';
import { limitField } from '../paging.ts';

export const inboxShow = defineCommand({
  name: 'inbox show',
  summary: 'A conversation with its messages, the latest at the end',
  examples: ['rex inbox show c_0123456789abcdefghjk', 'rex inbox show c_0123456789abcdefghjk --limit 100'],
  positionals: ['conversation'],
  input: z.strictObject({
    conversation: conversationField,
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Show what was before another list'),
  }),
  async run(context, { conversation: id, ...query }) {
    const json = await call(await connect(context), inboxRoutes.getConversation, { params: { id }, query });
    const more = json.cursor === null ? '' : `\n\nThere is more before these: add --cursor ${json.cursor}`;
    return { json, text: renderConversation(json.conversation, json.messages) + more };
  },
});
