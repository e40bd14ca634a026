import * as z from 'zod';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { conversationLine } from '../conversation-text.ts';
import { leadField } from '../id-fields.ts';

export const inboxOpen = defineCommand({
  name: 'inbox open',
  summary: 'Open a conversation with a lead',
  details: 'There is one conversation for each lead. One that is there already stays as it is.',
  examples: ['rex inbox open l_0123456789abcdefghjk'],
  positionals: ['lead'],
  input: z.strictObject({ lead: leadField }),
  async run(context, { lead: leadId }) {
    const json = await call(await connect(context), inboxRoutes.openConversation, { body: { leadId } });
    return { json, text: conversationLine(json) };
  },
});
