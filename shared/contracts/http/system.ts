import * as z from 'zod';
import { channelSettingsSchema } from '../channels.ts';
import { lineText, NO_BLANKS, plainText } from '../common.ts';
import { enrichmentSettingsSchema } from '../enrichment.ts';
import { icpSettingsSchema } from '../icp-settings.ts';
import { llmSettingsSchema } from '../llm-settings.ts';
import { ruleSettingsSchema } from '../rule-settings.ts';
import { domainViewSchema, localPartSchema } from '../sending-domain.ts';
import { VARIANTS } from '../variants.ts';
import { ADMINS, ANYONE, OPERATORS, routes } from './route.ts';

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
        optimise: z.boolean().default(true).describe('Send at the hour of the day that was answered best'),
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
    sendsPerSecond: z.number().min(0.1).max(10_000).default(14),
    providerLimits: z
      .record(
        z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
        z.strictObject({
          burst: z.number().int().min(1).max(1_000_000),
          perMinute: z.number().min(0.01).max(10_000_000),
        }),
      )
      .default({})
      .describe('Calls to a provider (openai, sendgrid, twilio, apollo, hunter): at once, and a minute'),
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
      .array(z.enum(VARIANTS))
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
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof settingsSchema>;

export const systemRoutes = routes({
  health: {
    operationId: 'health',
    method: 'GET',
    path: '/health',
    summary: 'Whether the service answers.',
    roles: 'public',
    success: { status: 200, schema: z.object({ status: z.literal('ok'), version: z.string() }) },
    errors: [],
  },
  discovery: {
    operationId: 'discovery',
    method: 'GET',
    path: '/.well-known/rex',
    summary:
      'What a client needs to know before anybody has signed in: whose tokens count, and for which client.',
    roles: 'public',
    success: {
      status: 200,
      schema: z.object({
        service: z.literal('rex'),
        version: z.string(),
        signIn: z.object({
          issuer: z
            .url()
            .describe('An OpenID Connect issuer; the ID tokens that it gives are the bearer tokens'),
          clientId: z.string(),
          scopes: z.array(z.string()),
        }),
      }),
    },
    errors: [],
  },
  openapi: {
    operationId: 'openapi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document, generated from the contracts.',
    roles: 'public',
    success: { status: 200, schema: z.looseObject({}) },
    errors: [],
  },
  asyncapi: {
    operationId: 'asyncapi',
    method: 'GET',
    path: '/asyncapi.json',
    summary: 'The catalogue of events, generated from the contracts: AsyncAPI 3.0.',
    roles: 'public',
    success: { status: 200, schema: z.looseObject({}) },
    errors: [],
  },
  status: {
    operationId: 'status',
    method: 'GET',
    path: '/api/rex/status',
    summary: 'Missions by state, resources in use, and whether Rex is paused or in dry run.',
    roles: ANYONE,
    success: {
      status: 200,
      schema: z.object({
        version: z.string(),
        uptimeSeconds: z.number(),
        workspace: z.string(),
        missions: z.record(z.string(), z.number().int()),
        resources: z.object({
          crews: z.array(z.object({ id: z.string(), busy: z.number().int(), capacity: z.number().int() })),
          domains: z.array(domainViewSchema),
          quotas: z.array(
            z.object({ provider: z.string(), busy: z.number().int(), capacity: z.number().int() }),
          ),
        }),
        autonomy: z.object({ paused: z.boolean(), dryRun: z.boolean() }),
      }),
    },
    errors: [],
  },
  getSettings: {
    operationId: 'getSettings',
    method: 'GET',
    path: '/api/rex/settings',
    summary: 'The settings of the workspace.',
    roles: ANYONE,
    success: { status: 200, schema: settingsSchema },
    errors: ['NOT_FOUND'],
  },
  putSettings: {
    operationId: 'putSettings',
    method: 'PUT',
    path: '/api/rex/settings',
    summary: 'Replace the settings of the workspace.',
    roles: ADMINS,
    body: settingsSchema,
    success: { status: 200, schema: settingsSchema },
    errors: ['VALIDATION_FAILED', 'VERSION_CONFLICT'],
  },
  pause: {
    operationId: 'pause',
    method: 'POST',
    path: '/api/rex/pause',
    summary: 'Stop: nothing more goes out from this workspace until it is resumed.',
    roles: OPERATORS,
    body: z.strictObject({}).prefault({}),
    success: { status: 200, schema: z.object({ paused: z.boolean() }) },
    errors: ['NOT_FOUND'],
  },
  resume: {
    operationId: 'resume',
    method: 'POST',
    path: '/api/rex/resume',
    summary: 'Go on after a pause.',
    roles: OPERATORS,
    body: z.strictObject({}).prefault({}),
    success: { status: 200, schema: z.object({ paused: z.boolean() }) },
    errors: ['NOT_FOUND'],
  },
});
