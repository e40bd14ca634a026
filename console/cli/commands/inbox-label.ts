import * as z from 'zod';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { call } from '../api-client.ts';
import { usageError } from '../cli-error.ts';
import { defineCommand, values } from '../command.ts';
import { connect } from '../context.ts';
import { conversationLine } from '../conversation-text.ts';
import { conversationField } from '../id-fields.ts';

const labels = z.array(z.string().min(1).max(40)).max(20).default([]);

export const inboxLabel = defineCommand({
  name: 'inbox label',
  summary: 'Add labels to a conversation, and remove some',
  examples: ['rex inbox label c_0123456789abcdefghjk --add pricing --add "big fish" --remove new'],
  positionals: ['conversation'],
  input: z.strictObject({
    conversation: conversationField,
    add: values('LABEL', labels, 'A label to add; may be given several times'),
    remove: values('LABEL', labels, 'A label to remove; may be given several times'),
  }),
  async run(context, { conversation: id, add, remove }) {
    if (add.length + remove.length === 0) throw usageError('Name a label: --add LABEL or --remove LABEL.');
    const json = await call(await connect(context), inboxRoutes.labelConversation, {
      params: { id },
      body: { add, remove },
    });
    return { json, text: conversationLine(json) };
  },
});
