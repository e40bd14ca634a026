import * as z from 'zod';
import { ALERT_SEVERITIES } from '../../../alerts/contract/alert.ts';
import { instantSchema, lineText, plainText, ROLES } from '../../../kernel/contract/common.ts';
import {
  CHANNELS,
  noticeViewSchema,
  subscriptionBodySchema,
} from '../../../notifications/contract/notifications.ts';
import { workIdSchema } from '../../../seats/contract/work.ts';

/** In the app a notification always is. */
export const HERALD_CHANNELS = ['in_app', ...CHANNELS] as const;

const memberSchema = z.string().min(1).max(200).describe('As the issuer of the tokens names them');
const variableSchema = z
  .string()
  .regex(/^[A-Za-z]{1,40}$/, 'must be 1 to 40 letters: templates name no others');
const titleSchema = lineText({ max: 150 });
const textSchema = plainText({ max: 4_000 });
const dataSchema = z.record(variableSchema, z.union([lineText({ max: 300 }), z.number()]));

/** What may be told, whether a person wrote it or a template says it. */
export const tellableSchema = z.object({ title: titleSchema, text: textSchema });

export const templateInputSchema = z.strictObject({
  name: lineText({ max: 60 }),
  title: titleSchema.describe('In Liquid: `{{ brandName }}`, `{% if offer %}`'),
  text: textSchema.describe('In Liquid; an empty line begins a new paragraph'),
  variables: z
    .array(z.strictObject({ name: variableSchema, example: lineText({ max: 300 }) }))
    .max(20)
    .default([])
    .describe('Beside brandName and website, which the settings say'),
});

const writtenSchema = z.object({ title: z.string(), text: z.string() });
export type Written = z.infer<typeof writtenSchema>;

export const templateSchema = z.object({
  name: z.string(),
  title: z.string(),
  text: z.string(),
  variables: z.array(z.object({ name: z.string(), example: z.string() })),
  sample: writtenSchema.describe('What it says with the examples'),
});
export type Template = z.infer<typeof templateSchema>;

export const formatInputSchema = z.strictObject({
  templateId: workIdSchema,
  data: dataSchema.default({}),
});

export const messageSchema = z.object({
  ...writtenSchema.shape,
  templateId: z.string(),
  html: z.string().describe('The same as HTML, with all data escaped'),
});

const wordsSchema = z.strictObject({
  title: titleSchema.optional(),
  text: textSchema.optional(),
  templateId: workIdSchema.optional().describe('A template in the place of title and text'),
  data: dataSchema.optional().describe('For the variables of the template'),
  severity: z
    .enum(ALERT_SEVERITIES)
    .default('info')
    .describe('Members say from which severity on each channel reaches them'),
  channels: z
    .array(z.enum(HERALD_CHANNELS))
    .min(1)
    .max(HERALD_CHANNELS.length)
    .default([...HERALD_CHANNELS])
    .describe('By no others. It is in the app in any case'),
});
export type Words = z.output<typeof wordsSchema>;

export const notifyInputSchema = wordsSchema.extend({ to: z.array(memberSchema).min(1).max(100) });
export const broadcastInputSchema = wordsSchema;

const recipientSchema = z.object({
  member: z.string(),
  ways: z.array(z.object({ channel: z.enum(HERALD_CHANNELS), when: z.enum(['now', 'daily']) })),
});
export type Recipient = z.infer<typeof recipientSchema>;

export const notificationSchema = z.object({
  ...writtenSchema.shape,
  templateId: z.string().nullable(),
  severity: z.enum(ALERT_SEVERITIES),
  channels: z.array(z.enum(HERALD_CHANNELS)),
  to: z.array(recipientSchema).describe('How each would be told, as they wish it when it was written'),
});
export type Notification = z.infer<typeof notificationSchema>;

export const broadcastSchema = z.object({
  ...notificationSchema.shape,
  to: z.array(z.string()).describe('The members who had a subscription when it was written'),
  counts: z
    .partialRecord(z.enum(HERALD_CHANNELS), z.number().int())
    .describe('How many get it by each channel'),
  digest: z.string().describe('Of the words, the channels and the recipients: what is approved'),
  approvedBy: z.string().nullable(),
});
export type Broadcast = z.infer<typeof broadcastSchema>;

export const approveInputSchema = z.strictObject({
  digest: z.string().min(1).max(100).describe('Of the broadcast as you have read it'),
});

/** The number for texts is given where it is kept: PUT /api/notifications/subscription. */
export const subscribeInputSchema = subscriptionBodySchema.omit({ phone: true });
export type Subscription = z.output<typeof subscribeInputSchema>;

export const unsubscribeInputSchema = z.strictObject({
  member: memberSchema.optional().describe('Default: you. Admins end the subscriptions of others'),
});

export const subscriptionSchema = z.object({
  member: z.string(),
  change: z.enum(['register', 'unregister']),
});
export type SubscriptionChange = z.infer<typeof subscriptionSchema>;

export const subscribersSchema = z.object({
  subscribers: z.array(
    z.object({
      member: z.string(),
      role: z.enum(ROLES),
      channels: subscriptionBodySchema.shape.channels,
      types: z.array(z.string()).optional(),
      requests: z.array(z.string()),
      reachedBy: z.array(z.enum(HERALD_CHANNELS)).describe('By which channels they can be reached at all'),
    }),
  ),
});

export const logQuerySchema = z.object({
  member: memberSchema.optional().describe('Default: you; for owners and admins everybody'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const { kind, about, severity, title, deliveries } = noticeViewSchema.shape;
export const logSchema = z.object({
  entries: z.array(
    z.object({
      member: z.string().describe('#slack: the channel of the workspace'),
      noticeId: noticeViewSchema.shape.id,
      kind,
      about,
      severity,
      title,
      at: instantSchema,
      readAt: instantSchema.nullable(),
      deliveries,
    }),
  ),
});
