import * as z from 'zod';
import { channelSettingsSchema } from '../../channels/contract/channels.ts';
import { ruleSettingsSchema } from '../../decisions/contract/settings.ts';
import { enrichmentSettingsSchema } from '../../enrichment/contract/settings.ts';
import { VARIANTS } from '../../experiments/contract/variants.ts';
import { icpSettingsSchema } from '../../icp/contract/settings.ts';
import { lineText, NO_BLANKS, plainText } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { limitSettings } from '../../limits/contract/settings.ts';
import { llmSettingsSchema } from '../../llm/contract/settings.ts';
import { localPartSchema } from '../../mail/contract/local-part.ts';

/** Who a workspace is towards its leads, and the limits within which Rex works by itself. */
export const settingsSchema = z
  .strictObject({
    brandName: lineText({ max: 80 }),
    senderName: lineText({ max: 80 }),
    senderLocalPart: localPartSchema.default('hello'),
    postalAddress: plainText({ min: 5, max: 300 }),
    website: z
      .string()
      // Before it is taken for a URL: the parser leaves out tabs and line breaks without a word.
      .regex(NO_BLANKS, 'must be an address without blanks or control characters')
      .max(200)
      .check(z.url({ protocol: /^https?$/ })),
    timeZone: lineText({ max: 60 })
      .default('UTC')
      .describe('Where a lead is taken to be when it has no time zone'),
    sendWindow: z
      .strictObject({
        startHour: z.number().int().min(0).max(23).default(9),
        endHour: z.number().int().min(1).max(24).default(18),
        weekdays: z
          .array(z.number().int().min(1).max(7))
          .min(1)
          .max(7)
          .default([1, 2, 3, 4, 5])
          .describe('1 is Monday'),
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
          .describe('Share of cohorts that go out at a random hour of the window, to learn from'),
      })
      .prefault({}),
    dailyBudget: z
      .number()
      .int()
      .min(0)
      .max(10_000_000)
      .default(10_000)
      .describe('E-mails a day, all missions'),
    ...limitSettings,
    frequencyCap: z
      .strictObject({
        minHoursBetween: z.number().min(0).max(8760).default(48),
        maxIn30Days: z.number().int().min(1).max(100).default(10),
      })
      .prefault({}),
    requireConsent: z
      .boolean()
      .default(false)
      .describe('true: only leads with consent "subscribed" are contacted'),
    channels: channelSettingsSchema.prefault({}).describe('Beyond e-mail: SMS, WhatsApp, LinkedIn'),
    llm: llmSettingsSchema.prefault({}).describe('Within what a language model may be asked'),
    enrichment: enrichmentSettingsSchema
      .prefault({})
      .describe('From whom to buy what is not known of leads, and within what'),
    icp: icpSettingsSchema
      .prefault({})
      .describe('Which customers are wanted, and what their score is made of'),
    variants: z
      .array(refuseUnknown(z.enum(VARIANTS)))
      .min(1)
      .max(VARIANTS.length)
      .default([...VARIANTS])
      .describe('Of the messages: two are tested against each other in equal shares, one goes to everybody'),
    reviewWhenIdle: z
      .boolean()
      .default(true)
      .describe(
        'Review the results of missions by itself when nothing has run for `rules.idleAfterHours`, at most every `rules.reviewEveryDays`',
      ),
    rules: ruleSettingsSchema.prefault({}).describe('Thresholds of the decision rules'),
    paused: z.boolean().default(false),
    dryRun: z.boolean().default(false),
  })
  .meta({ id: 'SettingsInput', outputId: 'Settings' });
export type Settings = z.infer<typeof settingsSchema>;
