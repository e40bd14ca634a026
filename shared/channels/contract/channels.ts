import * as z from 'zod';
import { plainText } from '../../kernel/contract/common.ts';
import { keepUnknown, refuseUnknown } from '../../kernel/contract/tolerance.ts';

/** How a message can reach a person. The terms of each channel are in `domain/channel-terms.ts`. */
export const CHANNELS = ['email', 'sms', 'whatsapp', 'linkedin'] as const;
export const channelSchema = keepUnknown(z.enum(CHANNELS));
export type Channel = (typeof CHANNELS)[number];

/** Channels that go to a telephone number. They need a separate consent, which an answer can withdraw. */
export const NUMBER_CHANNELS = ['sms', 'whatsapp'] as const satisfies readonly Channel[];
export type NumberChannel = (typeof NUMBER_CHANNELS)[number];

const numberSchema = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be a telephone number in E.164 format, such as +15005550006');
const dailyLimitSchema = z.number().int().min(0).max(1_000_000);

/** Services that deliver e-mail for us. */
const MAIL_PROVIDERS = ['ses', 'sendgrid'] as const;
export type MailProvider = (typeof MAIL_PROVIDERS)[number];
const mailProviderSchema = refuseUnknown(z.enum(MAIL_PROVIDERS));
const domainNameSchema = z
  .string()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/,
    'must be a domain in small letters',
  );

/** A template that WhatsApp approved. `{{1}}`, `{{2}}` in its text stand for the variables, in their order. */
const whatsappTemplateSchema = z.strictObject({
  contentSid: z.string().regex(/^HX[0-9a-fA-F]{32}$/),
  text: plainText({ max: 1024 }).describe('The text that WhatsApp approved. Approvals in Rex show it'),
  variables: z
    .array(keepUnknown(z.enum(['firstName', 'company', 'brandName', 'senderName', 'offer'])))
    .max(8)
    .default([]),
});

/** The channels that a sequence may use, with their limits and costs. By default only e-mail. */
export const channelSettingsSchema = z.strictObject({
  steps: z
    .array(z.array(channelSchema).min(1).max(CHANNELS.length))
    .max(6)
    .default([])
    .describe(
      'For each step from the first: the channels that it may use, in order of preference. A step goes by e-mail when none of them can reach the lead, and when it is not listed',
    ),
  valueOfReplyUsd: z
    .number()
    .min(0)
    .max(1_000_000)
    .default(5)
    .describe('Value of a reply in US dollars, to weigh the cost of a channel against its reply rate'),
  email: z
    .strictObject({
      provider: mailProviderSchema
        .default('ses')
        .describe('Who delivers e-mail: `ses` (Amazon SES), or `sendgrid`, with your account in the secret'),
      domains: z
        .record(domainNameSchema, mailProviderSchema)
        .default({})
        .describe('Sending domains that another provider delivers for'),
    })
    .prefault({}),
  sms: z
    .strictObject({
      sender: numberSchema.optional().describe('Your SMS number at Twilio'),
      maxSegments: z
        .number()
        .int()
        .min(1)
        .max(10)
        .default(2)
        .describe('Most segments of a text. Longer texts are not sent'),
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
        .describe('One template for each step, from the first. Steps without a template do not use WhatsApp'),
      messageUsd: z.number().min(0).max(10).default(0.03),
      dailyLimit: dailyLimitSchema.default(200),
    })
    .prefault({}),
  linkedin: z
    .strictObject({
      taskUsd: z
        .number()
        .min(0)
        .max(1000)
        .default(0.5)
        .describe('Cost of a task in US dollars: about two minutes of a person'),
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

/** Where Twilio reports the delivery status of a text. */
export const TWILIO_STATUS_PATH = '/webhook/twilio/status';

/** Where SendGrid posts what became of mail. */
export const SENDGRID_EVENTS_PATH = '/webhook/sendgrid/{workspace}';

export const TASK_STATES = ['open', 'done', 'skipped'] as const;
export const taskIdSchema = z.string().regex(/^t_[0-9a-z]{26}$/, 'a task id looks like t_ and 26 characters');
