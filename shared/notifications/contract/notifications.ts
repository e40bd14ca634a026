import * as z from 'zod';
import { ALERT_SEVERITIES } from '../../alerts/contract/alert.ts';
import { APPROVAL_SUBJECTS } from '../../approvals/contract/routes.ts';
import { instantSchema, lineText, ROLES } from '../../kernel/contract/common.ts';

/** What leaves Rex. In the app, a notification is there for whoever has a subscription. */
export const CHANNELS = ['email', 'slack', 'sms'] as const;
/**
 * `gathered`: it waits for a digest; `digested`: it was in one. `over`: nobody needed to know any more. `unknown`: no
 * answer, so it may have arrived, and is not sent again.
 */
export const DELIVERY_STATES = [
  'pending',
  'claimed',
  'sent',
  'failed',
  'unknown',
  'over',
  'gathered',
  'digested',
] as const;
/** `message`: what a person wrote. */
export const NOTICE_KINDS = ['alert', 'request', 'digest', 'message'] as const;

export const noticeIdSchema = z
  .string()
  .regex(/^n_[0-9a-z]{26}$/, 'the id of a notification looks like n_ and 26 characters');

const severity = z.enum(ALERT_SEVERITIES);
const channelWishSchema = z
  .strictObject({
    from: severity.nullable().describe('Alerts of this severity or more are told at once; null: none is'),
    digestFrom: severity
      .nullable()
      .default(null)
      .describe('Those of this severity or more that are not told at once are in the daily digest'),
  })
  .meta({ id: 'ChannelWish' });

export const subscriptionBodySchema = z.strictObject({
  channels: z.strictObject({
    email: channelWishSchema.optional(),
    slack: channelWishSchema.optional(),
    sms: channelWishSchema.optional(),
  }),
  types: z
    .array(lineText({ max: 60 }))
    .max(50)
    .optional()
    .describe('Only alerts of these types, such as task-failed; absent: all'),
  requests: z
    .array(z.enum(APPROVAL_SUBJECTS))
    .default([])
    .describe('Approvals of these subjects are told by e-mail and Slack when they begin to wait'),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +14155550100')
    .optional(),
});

/** Who a member is elsewhere: an admin says it, since it lets that account decide in their name. */
export const memberBodySchema = z.strictObject({
  slackUser: z
    .string()
    .regex(/^[UW][A-Z0-9]{2,20}$/, 'must be the id of a user of Slack, such as U0123ABCD')
    .nullable(),
});

export const MAIL_TROUBLES = ['bounced', 'complained'] as const;

export const memberViewSchema = subscriptionBodySchema
  .extend({
    member: z.string().describe('As the issuer of the tokens names them'),
    role: z.enum(ROLES),
    email: z.string().nullable().describe('From their token'),
    phone: z.string().nullable(),
    slackUser: z.string().nullable(),
    mailTrouble: z
      .object({ kind: z.enum(MAIL_TROUBLES), at: instantSchema, reason: z.string().nullable() })
      .nullable()
      .describe('Why nothing is mailed to this address any more. To subscribe anew tries it again'),
  })
  .meta({ id: 'NotifiedMember' });
export type MemberView = z.infer<typeof memberViewSchema>;

export const noticeViewSchema = z
  .object({
    id: noticeIdSchema,
    kind: z.enum(NOTICE_KINDS),
    about: z.string().describe('The id of the alert, of the approval or of what was written'),
    severity,
    title: z.string(),
    message: z.string(),
    at: instantSchema,
    readAt: instantSchema.nullable(),
    deliveries: z.array(
      z.object({
        channel: z.enum(CHANNELS),
        state: z.enum(DELIVERY_STATES),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Notification' });
export type NoticeView = z.infer<typeof noticeViewSchema>;
