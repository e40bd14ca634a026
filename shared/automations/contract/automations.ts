import * as z from 'zod';
import {
  automationIdSchema,
  instantSchema,
  lineText,
  missionIdSchema,
  plainText,
} from '../../kernel/contract/common.ts';

/** The systems in which a workspace's automations run. */
export const CONNECTORS = ['n8n', 'crewai'] as const;
export type ConnectorName = (typeof CONNECTORS)[number];

/** What becomes of a mission whose automation fails or does not answer in time. */
export const ON_FAILURE = ['skip', 'fail'] as const;

/** What an automation says of a mission: it goes on, or a person has to decide. */
export const OUTCOMES = ['continue', 'stop'] as const;

const MAX_URL = 2_000;
const MAX_TOKEN = 500;
const MAX_NOTE = 500;
const LONGEST_MINUTES = 7 * 24 * 60;

const base = {
  name: lineText({ max: 60 }),
  url: z.url({ protocol: /^https?$/, error: 'must be an https address' }).max(MAX_URL),
  deadlineMinutes: z
    .number()
    .int()
    .min(1)
    .max(LONGEST_MINUTES)
    .default(60)
    .describe('Minutes from the start of the step until it is given up'),
  onFailure: z
    .enum(ON_FAILURE)
    .default('skip')
    .describe('When it fails or is late: "skip" lets the mission go on, "fail" asks a person'),
  inputs: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, 'must be a letter, then letters, digits and _'),
      plainText({ max: 1000 }),
    )
    .refine((inputs) => Object.keys(inputs).length <= 20, 'must be at most 20 inputs')
    .default({})
    .describe('Texts of your own that are sent with every start'),
};
const token = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters')
  .min(8)
  .max(MAX_TOKEN);

export const addAutomationBodySchema = z.discriminatedUnion('connector', [
  z.strictObject({
    connector: z.literal('n8n'),
    ...base,
    url: base.url
      .regex(
        /\/webhook\/[^/?#]/,
        'must be the production address of a webhook node: https://HOST/webhook/PATH',
      )
      .describe('The production address of the webhook node that starts the workflow'),
    workflowId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be the id of a workflow')
      .optional()
      .describe('The workflow, to look up an execution that has not answered. Needs `token`'),
    token: token.optional().describe('An API key of n8n (scope execution:read), for the look-up'),
  }),
  z.strictObject({
    connector: z.literal('crewai'),
    ...base,
    url: base.url.describe('The address of the crew'),
    token: token.describe('The bearer token of the crew'),
  }),
]);
export type AddAutomationBody = z.output<typeof addAutomationBodySchema>;

export const automationSchema = z
  .object({
    id: automationIdSchema,
    name: z.string(),
    connector: z.enum(CONNECTORS),
    url: z.string(),
    workflowId: z.string().nullable(),
    hasToken: z.boolean().describe('Whether a token is stored. It is never shown'),
    deadlineMinutes: z.number().int(),
    onFailure: z.enum(ON_FAILURE),
    inputs: z.record(z.string(), z.string()),
    createdAt: instantSchema,
    createdBy: z.string(),
  })
  .meta({ id: 'Automation' });

/** What n8n is set up with. The secrets are shown once. */
export const automationSecretsSchema = z.object({
  callbackUrl: z.string().describe('Where the workflow posts its result'),
  secret: z.string().describe('Signs the results (Standard Webhooks)'),
  signingKey: z
    .string()
    .describe(
      'The same secret as the text of which the HMAC is made, for tools that take no `whsec_` secret',
    ),
  startKey: z.string().describe('Value of the header X-Rex-Key with which Rex starts the workflow'),
});

/** The id of one start: the mission, and how often its step was started. */
export const runIdSchema = z
  .string()
  .regex(
    /^m_[0-9a-z]{26}\.[1-9]\d{0,3}$/,
    'the id of a run looks like m_, 26 characters, a dot and a number',
  );

/** Text of an automation is data: it is stored and shown, and nothing is decided by it. */
const noteSchema = plainText({ max: MAX_NOTE });

/** What a workflow reports. Whatever else its body has is refused, so that an echo of our request is no result. */
export const automationResultBodySchema = z.strictObject({
  runId: runIdSchema,
  outcome: z
    .enum(['running', ...OUTCOMES, 'failed'])
    .describe(
      'running: a first message, to say which execution it is; continue: the mission goes on; stop: a person decides; failed: see `onFailure`',
    ),
  note: noteSchema.optional().describe('Why. Shown to people'),
  executionId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be the id of an execution')
    .optional()
    .describe('The execution, by which it is looked up if no result comes'),
});
export type AutomationResultBody = z.output<typeof automationResultBodySchema>;

export const automationResultAnswerSchema = z
  .object({
    status: z
      .enum(['noted', 'settled', 'over'])
      .describe('over: this run had ended before; the message changed nothing'),
  })
  .meta({ id: 'AutomationResultAnswer' });

export const automationRunSchema = z
  .object({
    id: runIdSchema,
    missionId: missionIdSchema,
    automationId: automationIdSchema,
    name: z.string(),
    connector: z.enum(CONNECTORS),
    state: z
      .enum(['pending', 'claimed', 'running', 'done', 'failed'])
      .describe('claimed: it was asked to start, and has not answered'),
    outcome: z.enum(OUTCOMES).nullable(),
    note: z.string().nullable().describe('What it says about that'),
    reason: z.string().nullable().describe('Why it failed, or what it waits for'),
    skipped: z.boolean().describe('The mission went on without its result'),
    executionId: z.string().nullable(),
    startedAt: instantSchema.nullable(),
    deadline: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'AutomationRun' });
export type AutomationRunView = z.infer<typeof automationRunSchema>;
