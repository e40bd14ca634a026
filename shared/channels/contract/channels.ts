import * as z from 'zod';
import { plainText } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';

/** How a message can reach a person. The terms of each are in `domain/channels/channel-terms.ts`. */
export const CHANNELS = ['email', 'sms', 'whatsapp', 'linkedin'] as const;
export const channelSchema = keepUnknown(z.enum(CHANNELS));
export type Channel = (typeof CHANNELS)[number];

/** Channels that go to a telephone number: they need a consent of their own, and an answer can take it back. */
export const NUMBER_CHANNELS = ['sms', 'whatsapp'] as const satisfies readonly Channel[];
export type NumberChannel = (typeof NUMBER_CHANNELS)[number];

const numberSchema = z.string().regex(/^\+[1-9]\d{6,14}$/, 'is not a number in E.164, such as +15005550006');
const dailyLimitSchema = z.number().int().min(0).max(1_000_000);

/** An approved template of WhatsApp. `{{1}}`, `{{2}}` in the text stand for the variables, in their order. */
const whatsappTemplateSchema = z.strictObject({
  contentSid: z.string().regex(/^HX[0-9a-fA-F]{32}$/),
  text: plainText({ max: 1024 }).describe('As it was approved; what the approval in Rex shows'),
  variables: z
    .array(keepUnknown(z.enum(['firstName', 'company', 'brandName', 'senderName', 'offer'])))
    .max(8)
    .default([]),
});

/** Which channels a sequence may use, and within what. Nothing said: e-mail only. */
export const channelSettingsSchema = z.strictObject({
  steps: z
    .array(z.array(channelSchema).min(1).max(CHANNELS.length))
    .max(6)
    .default([])
    .describe(
      'By step, from the first: the channels it may go by, in order of preference. E-mail when none of them can, and for steps that are not named',
    ),
  valueOfReplyUsd: z
    .number()
    .min(0)
    .max(1_000_000)
    .default(5)
    .describe('What an answer is worth: weighs the cost of a channel against how often it is answered'),
  sms: z
    .strictObject({
      sender: numberSchema.optional().describe('Your number at Twilio'),
      maxSegments: z.number().int().min(1).max(10).default(2).describe('Longer texts are not sent'),
      segmentUsd: z.number().min(0).max(10).default(0.0085),
      dailyLimit: dailyLimitSchema.default(200),
    })
    .prefault({}),
  whatsapp: z
    .strictObject({
      sender: numberSchema.optional().describe('Your WhatsApp number at Twilio'),
      templates: z
        .array(whatsappTemplateSchema)
        .max(6)
        .default([])
        .describe('By step; a step beyond the last takes none'),
      messageUsd: z.number().min(0).max(10).default(0.03),
      dailyLimit: dailyLimitSchema.default(200),
    })
    .prefault({}),
  linkedin: z
    .strictObject({
      taskUsd: z.number().min(0).max(1000).default(0.5).describe('Cost of two minutes of a person'),
      openDays: z
        .number()
        .int()
        .min(1)
        .max(60)
        .default(5)
        .describe('Days after which an open task is skipped'),
      dailyLimit: dailyLimitSchema.default(20),
    })
    .prefault({}),
});
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

/** Where Twilio tells what became of a text. */
export const TWILIO_STATUS_PATH = '/webhook/twilio/status';

export const TASK_STATES = ['open', 'done', 'skipped'] as const;
export const taskIdSchema = z.string().regex(/^t_[0-9a-z]{26}$/, 'a task id looks like t_ and 26 characters');
