import * as z from 'zod';
import { ANSWER_CHANNELS } from '../../../shared/inbox/contract/answer.ts';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, flag, value } from '../command.ts';
import { connect } from '../context.ts';
import { answerLine } from '../conversation-text.ts';
import { answerField, conversationField, replyField } from '../id-fields.ts';

export const inboxAnswer = defineCommand({
  name: 'inbox answer',
  summary: 'Answer a person in the thread of what they wrote',
  details:
    'The answer goes out at once, or after an approval, as "answers" in the settings says. A draft of a program always\n' +
    'waits for an approval. A suppressed person gets no answer.',
  examples: [
    'rex inbox answer c_0123456789abcdefghjk --text "It is 20 dollars a month."',
    'rex inbox answer c_0123456789abcdefghjk --text "On my way." --channel sms --key call-7',
  ],
  positionals: ['conversation'],
  input: z.strictObject({
    conversation: conversationField,
    text: value('TEXT', z.string().min(1).max(10_000), 'Your words'),
    channel: value(
      'CHANNEL',
      z.enum(ANSWER_CHANNELS).optional(),
      `One of ${ANSWER_CHANNELS.join(', ')}; by default the one by which the person wrote last`,
    ),
    subject: value('TEXT', z.string().max(200).optional(), 'Of an e-mail; by default that of the thread'),
    to: replyField.optional().meta({
      placeholder: 'MESSAGE',
      help: 'The message that is answered; by default the latest by this channel',
    }),
    after: answerField.optional().meta({
      placeholder: 'ANSWER',
      help: 'The answer to the same message that this one follows: a message is answered once, unless you say so',
    }),
    drafted: flag('A program wrote the words: they wait for an approval'),
    key: value(
      'KEY',
      z.string().max(200).optional(),
      'Idempotency-Key: a repeat with it sends no second answer',
    ),
  }),
  async run(context, { conversation: id, key, to, ...body }) {
    const json = await call(await connect(context), inboxRoutes.answerConversation, {
      params: { id },
      body: { ...body, ...(to === undefined ? {} : { replyTo: to }) },
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
    return { json, text: answerLine(json) };
  },
});
