import * as z from 'zod';
import { connectionIdSchema } from '../../connections/contract/connections.ts';
import { lineText, NO_BLANKS, plainText } from '../../kernel/contract/common.ts';
import type { TaskType } from '../../tasks/contract/task-type.ts';

const address = z
  .string()
  .regex(NO_BLANKS, 'must be an address without blanks or control characters')
  .max(2_000)
  .check(z.url({ protocol: /^https?$/ }));

export const publishPayloadSchema = z.strictObject({
  connection: connectionIdSchema.describe('Of X, LinkedIn, a page of Facebook, or Instagram'),
  text: plainText({ max: 63_206 }),
  link: address.optional().describe('Shown as a card where the network has one, else at the end of the text'),
  linkTitle: lineText({ max: 200 })
    .optional()
    .describe('Title of the card on LinkedIn; else the host is shown'),
  media: z
    .array(
      z.strictObject({
        url: address.describe('A public https address of an image'),
        alt: lineText({ max: 1_000 }).describe('What the image shows, for who cannot see it'),
      }),
    )
    .max(20)
    .default([]),
});
export type PublishPayload = z.output<typeof publishPayloadSchema>;

export const publishType: TaskType = {
  type: 'social.publish',
  summary:
    'Publishes a post on X, LinkedIn, a page of Facebook or Instagram, at the time when the task is due. It is asked about, and can be taken back but on Instagram.',
  agent: 'social',
  payload: publishPayloadSchema,
  example: {
    connection: 'con_00000000000000000000000000',
    text: 'We repair turntables again.',
    link: 'https://www.acme.example/repairs',
  },
};

const numbersPayloadSchema = z.strictObject({
  connection: connectionIdSchema,
  post: z
    .string()
    .regex(/^[A-Za-z0-9:_-]{1,100}$/, 'must be the id of a post, as providerId of the task that published it')
    .describe('Id of the post: providerId of the task that published it'),
});
export type NumbersPayload = z.output<typeof numbersPayloadSchema>;

export const numbersType: TaskType = {
  type: 'social.numbers',
  summary:
    'Reads likes, comments, shares and views of a post, as far as its network tells them. It changes nothing.',
  agent: 'social',
  payload: numbersPayloadSchema,
  example: { connection: 'con_00000000000000000000000000', post: '1850000000000000000' },
};
