import * as z from 'zod';
import { instantSchema, leadIdSchema, lineText, plainText } from '../../kernel/contract/common.ts';
import type { TaskType } from '../../tasks/contract/task-type.ts';

const words = {
  subject: lineText({ max: 200 }),
  text: plainText({ max: 10_000 }),
};

const emailAnswerPayloadSchema = z.strictObject({
  lead: leadIdSchema,
  message: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be the id of a message of the person')
    .describe(
      'The message that is answered: the id of the reply ("rex replies list"), or what follows its last _',
    ),
  subject: words.subject.optional().describe('Left out: that of the mail that is answered'),
  text: words.text
    .optional()
    .describe('The whole text. Left out: Rex finds it in the list of frequent questions, or drafts it'),
});
export type EmailAnswerPayload = z.output<typeof emailAnswerPayloadSchema>;

export const emailAnswerType: TaskType = {
  type: 'email.answer',
  summary:
    'Answers a question of a lead, in its thread: from the list of frequent questions, or by a draft. It cannot be undone.',
  agent: 'email',
  payload: emailAnswerPayloadSchema,
  example: { lead: 'l_0123456789abcdefghjk', message: 'ses-0100018f' },
};

const emailSendPayloadSchema = z.strictObject({
  lead: leadIdSchema,
  ...words,
  onlyIfSilentSince: instantSchema
    .optional()
    .describe('A follow-up: it is not sent when the person has written since then'),
});
export type EmailSendPayload = z.output<typeof emailSendPayloadSchema>;

export const emailSendType: TaskType = {
  type: 'email.send',
  summary:
    'Sends one e-mail to one lead, at once or at `dueAt`, within every guard of mail that nobody asked for. It cannot be undone.',
  agent: 'email',
  payload: emailSendPayloadSchema,
  example: {
    lead: 'l_0123456789abcdefghjk',
    subject: 'The catalogue that you asked for',
    text: 'Hello Ada,\n\nhere is the address of the catalogue: https://acme.example/catalogue\n\nAnn',
  },
};
