import * as z from 'zod';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { conversationLine } from '../conversation-text.ts';
import { conversationField } from '../id-fields.ts';

export const inboxSnooze = defineCommand({
  name: 'inbox snooze',
  summary: 'Snooze a conversation until a day or an instant',
  details: 'It opens by itself then, and at once when the person writes.',
  examples: [
    'rex inbox snooze c_0123456789abcdefghjk 2027-03-01',
    'rex inbox snooze c_0123456789abcdefghjk 2027-03-01T08:30:00Z',
  ],
  positionals: ['conversation', 'until'],
  input: z.strictObject({
    conversation: conversationField,
    until: value(
      'WHEN',
      z.union([z.iso.date(), z.iso.datetime()]),
      'A day in your time zone, or an instant in UTC',
    ),
  }),
  async run(context, { conversation: id, until }) {
    const json = await call(await connect(context), inboxRoutes.snoozeConversation, {
      params: { id },
      body: { until },
    });
    return { json, text: conversationLine(json) };
  },
});
