import * as z from 'zod';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { conversationLine } from '../conversation-text.ts';
import { conversationField } from '../id-fields.ts';

export const inboxDone = defineCommand({
  name: 'inbox done',
  summary: 'Mark a conversation as done',
  details: 'It opens again when the person writes.',
  examples: ['rex inbox done c_0123456789abcdefghjk'],
  positionals: ['conversation'],
  input: z.strictObject({ conversation: conversationField }),
  async run(context, { conversation: id }) {
    const json = await call(await connect(context), inboxRoutes.finishConversation, {
      params: { id },
      body: {},
    });
    return { json, text: conversationLine(json) };
  },
});
