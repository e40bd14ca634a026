import * as z from 'zod';
import { alertSettingsSchema } from '../../alerts/contract/settings.ts';
import { taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { calendarSettingsSchema } from '../../channels/contract/calendar.ts';
import { channelSettingsSchema } from '../../channels/contract/channels.ts';
import { ruleSettingsSchema } from '../../decisions/contract/settings.ts';
import { enrichmentSettingsSchema } from '../../enrichment/contract/settings.ts';
import { VARIANTS } from '../../experiments/contract/variants.ts';
import { icpSettingsSchema } from '../../icp/contract/settings.ts';
import { isoDateSchema, lineText, NO_BLANKS, plainText } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { mailboxPriceSchema } from '../../limits/contract/mailbox-price.ts';
import { limitSettings } from '../../limits/contract/settings.ts';
import { warmupSettingsSchema } from '../../limits/contract/warmup.ts';
import { llmSettingsSchema } from '../../llm/contract/settings.ts';
import { localPartSchema } from '../../mail/contract/local-part.ts';
import { qualitySettingsSchema } from '../../quality/contract/settings.ts';

/** How a workspace presents itself to its leads, and the limits within which Rex works by itself. */
export const settingsSchema = z
  .strictObject({
    brandName: lineText({ max: 80 }).describe(
      'The name under which customers know you; it stands in every message',
    ),
    senderName: lineText({ max: 80 }).describe(
      'The person who writes: the name beside the address of the sender',
    ),
    senderLocalPart: localPartSchema
      .default('hello')
      .describe('What stands before the @ in the address of the sender'),
    postalAddress: plainText({ min: 5, max: 300 }).describe(
      'Where a letter reaches you. The law wants it in every marketing mail, so it stands at the foot of each',
    ),
    website: z
      .string()
      // Checked before the URL, because the URL parser silently drops tabs and line breaks.
      .regex(NO_BLANKS, 'must be an address without blanks or control characters')
      .max(200)
      .check(z.url({ protocol: /^https?$/ }))
      .describe('The page to which messages lead, such as https://acme.example'),
    newsletterTracking: z
      .boolean()
      .default(true)
      .describe(
        'Count who opens newsletters, and which links they follow. Off: they hold no pixel, and links are as they are',
      ),
    timeZone: lineText({ max: 60 })
      .default('UTC')
      .describe('Time zone that is assumed for leads without one'),
    sendWindow: z
      .strictObject({
        startHour: z
          .number()
          .int()
          .min(0)
          .max(23)
          .default(9)
          .describe('Hour from which messages go out, where the person is'),
        endHour: z
          .number()
          .int()
          .min(1)
          .max(24)
          .default(18)
          .describe('Hour at which the last one has gone out'),
        weekdays: z
          .array(z.number().int().min(1).max(7))
          .min(1)
          .max(7)
          .default([1, 2, 3, 4, 5])
          .describe('Days on which messages may go out, 1 (Monday) to 7 (Sunday)'),
        holidays: z
          .array(isoDateSchema)
          .max(400)
          .optional()
          .describe('Days on which nothing goes out, by the date where the person is'),
      })
      .prefault({}),
    sendTime: z
      .strictObject({
        optimise: z.boolean().default(true).describe('Send at the hour of the day with the best response'),
        explore: z
          .number()
          .min(0)
          .max(1)
          .default(0.2)
          .describe(
            'Share of cohorts that are sent at a random hour of the send window, to learn which hours work',
          ),
      })
      .prefault({}),
    dailyBudget: z
      .number()
      .int()
      .min(0)
      .max(10_000_000)
      .default(10_000)
      .describe('Most e-mails a day, for all missions together'),
    ...limitSettings,
    mailboxPrice: mailboxPriceSchema
      .prefault({})
      .describe('Price of an inbox for a month, which the events inbox.billed name'),
    warmup: warmupSettingsSchema.prefault({}).describe('How new sending domains are warmed up'),
    frequencyCap: z
      .strictObject({
        minHoursBetween: z
          .number()
          .min(0)
          .max(8760)
          .default(48)
          .describe('Hours between two messages to one person'),
        maxIn30Days: z
          .number()
          .int()
          .min(1)
          .max(100)
          .default(10)
          .describe('Most messages to one person in 30 days'),
      })
      .prefault({}),
    requireConsent: z
      .boolean()
      .default(false)
      .describe('true: only leads with consent "subscribed" are contacted'),
    channels: channelSettingsSchema
      .prefault({})
      .describe('Channels other than e-mail: SMS, WhatsApp, LinkedIn'),
    calendar: calendarSettingsSchema.prefault({}).describe('Where leads book meetings'),
    llm: llmSettingsSchema.prefault({}).describe('Limits for the use of a language model'),
    enrichment: enrichmentSettingsSchema
      .prefault({})
      .describe('Sources from which missing data about leads is bought, and their budgets'),
    icp: icpSettingsSchema
      .prefault({})
      .describe('The ideal customer profile: which customers are wanted, and the weights of their score'),
    variants: z
      .array(refuseUnknown(z.enum(VARIANTS)))
      .min(1)
      .max(VARIANTS.length)
      .default([...VARIANTS])
      .describe(
        'Variants of the messages. Two are tested against each other in equal shares; one goes to all leads',
      ),
    answers: z
      .strictObject({
        approval: refuseUnknown(z.enum(['drafted', 'all']))
          .default('drafted')
          .describe(
            'Which answers in conversations need an approval: those that a program drafted, or those that members wrote too',
          ),
      })
      .prefault({}),
    quality: qualitySettingsSchema
      .prefault({})
      .describe('How good content has to be, and what the brand wants'),
    tasks: taskSettingsSchema.prefault({}).describe('What tasks may do by themselves, and how much in a day'),
    alerts: alertSettingsSchema.prefault({}).describe('How people hear of alerts and of approvals that wait'),
    reviewWhenIdle: z
      .boolean()
      .default(true)
      .describe(
        'true: Rex reviews the results of missions by itself when no mission has run for `rules.idleAfterHours`, at most every `rules.reviewEveryDays`',
      ),
    rules: ruleSettingsSchema.prefault({}).describe('Thresholds of the decision rules'),
    paused: z.boolean().default(false).describe('true: nothing goes out until it is resumed'),
    dryRun: z.boolean().default(false).describe('true: Rex does everything but send'),
  })
  .meta({ id: 'SettingsInput', outputId: 'Settings' });
export type Settings = z.infer<typeof settingsSchema>;
