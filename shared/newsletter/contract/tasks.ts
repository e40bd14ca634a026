import * as z from 'zod';
import { lineText, plainText } from '../../kernel/contract/common.ts';
import type { TaskType } from '../../tasks/contract/task-type.ts';
import { newsletterIdSchema } from './newsletter.ts';
import { segmentSchema } from './segment.ts';

/** So that task, effect and issue fit into a record each, whatever the characters. Mail programs cut HTML at 102 kB. */
const LONGEST_TEXT = 20_000;
const LONGEST_HTML = 60_000;

const PLACEHOLDER = /\{\{(.*?)\}\}/gs;
/** `{{ firstName | reader }}`: the name, or what stands for it where none is known. */
const FIRST_NAME = /^\s*firstName\s*\|[^{}|<>&"]{1,40}$/;
const areKnown = (text: string): boolean =>
  [...text.matchAll(PLACEHOLDER)].every(([, inner = '']) => FIRST_NAME.test(inner));
const UNKNOWN = 'has a placeholder that is not {{ firstName | WORD }}';

const sendPayloadSchema = z
  .strictObject({
    list: newsletterIdSchema.describe('The newsletter, such as news'),
    subject: lineText({ max: 200 }).refine(areKnown, UNKNOWN),
    text: plainText({ max: LONGEST_TEXT })
      .refine(areKnown, UNKNOWN)
      .optional()
      .describe('Left out: made from html. {{ firstName | reader }} is the name, or "reader"'),
    html: plainText({ max: LONGEST_HTML })
      .refine(areKnown, UNKNOWN)
      .optional()
      .describe('What stands within <body>. Left out: made from text'),
    segment: segmentSchema.optional(),
  })
  .refine(({ text, html }) => text !== undefined || html !== undefined, {
    path: ['text'],
    message: 'give text, html or both',
  });
export type NewsletterSendPayload = z.output<typeof sendPayloadSchema>;

export const newsletterSendType: TaskType = {
  type: 'newsletter.send',
  summary:
    'Sends an issue of a newsletter to its confirmed subscribers, or to a segment of them, in batches. It is always asked about, and cannot be undone.',
  agent: 'email',
  payload: sendPayloadSchema,
  example: {
    list: 'news',
    subject: 'What is new in March',
    text: 'Hello {{ firstName | reader }},\n\nwe repair turntables again: https://www.acme.example/repairs',
  },
};
