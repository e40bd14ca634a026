import * as z from 'zod';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { conversationLine } from '../conversation-text.ts';
import { conversationField } from '../id-fields.ts';

export const inboxAssign = defineCommand({
  name: 'inbox assign',
  summary: 'Assign a conversation to a member, or to nobody',
  examples: ['rex inbox assign c_0123456789abcdefghjk me', 'rex inbox assign c_0123456789abcdefghjk nobody'],
  positionals: ['conversation', 'assignee'],
  input: z.strictObject({
    conversation: conversationField,
    assignee: value(
      'SUBJECT',
      z.string().min(1).max(200),
      'The subject of a member, as "rex whoami" shows it; or me, or nobody',
    ),
  }),
  async run(context, { conversation: id, assignee }) {
    const json = await call(await connect(context), inboxRoutes.assignConversation, {
      params: { id },
      body: { assignee },
    });
    return { json, text: conversationLine(json) };
  },
});
