import * as z from 'zod';
import { domainNameSchema } from '../../domains/contract/sending-domain.ts';
import {
  instantSchema,
  isoDateSchema,
  lineText,
  missionIdSchema,
  plainText,
} from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { RECOMMENDATION_KINDS, recommendationIdSchema } from '../../workspaces/contract/setting-change.ts';

/** The words of a mission that clients see: types, states, parameters. The domain keeps the rules about them. */
export const MISSION_TYPES = [
  'lead_reactivation',
  'campaign_execution',
  'icp_extraction',
  'domain_rotation',
  'performance_optimization',
  'error_recovery',
] as const;
export const missionTypeSchema = z.enum(MISSION_TYPES);
export type MissionType = z.infer<typeof missionTypeSchema>;

export const MISSION_STATES = [
  'QUEUED',
  'ASSIGNED',
  'EXECUTING',
  'COLLECTING',
  'ANALYZING',
  'OPTIMIZING',
  'COMPLETED',
  'FAILED',
  'ESCALATED',
  'CANCELLED',
] as const;
export const missionStateSchema = refuseUnknown(z.enum(MISSION_STATES));
export type MissionState = z.infer<typeof missionStateSchema>;

/** What a lead-reactivation mission takes. Every field has a default, so `{}` is a good mission. */
export const leadReactivationParamsSchema = z.strictObject({
  asOf: isoDateSchema.optional().describe('The day at which purchase history is read; today when absent'),
  goal: plainText({ max: 300 }).default('Start a conversation again with customers who went quiet.'),
  offer: plainText({ max: 300 }).optional().describe('The only offer that messages may make'),
  steps: z.number().int().min(1).max(6).default(6).describe('E-mails in the sequence'),
  holdout: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.1)
    .describe('Share of leads never contacted, by hash, permanent'),
  dormantAfterWeeks: z
    .number()
    .min(0)
    .max(520)
    .default(13)
    .describe('Weeks of silence after which a lead is dormant'),
  minimumScore: z
    .number()
    .min(0)
    .max(100)
    .default(0.1)
    .describe(
      'Leads with a lower score are left out. Scores order leads, 0 to 100; they are not probabilities',
    ),
  maxLeads: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Only this many leads, the best by score'),
  collectDays: z
    .number()
    .int()
    .min(0)
    .max(60)
    .default(7)
    .describe('Days to wait for answers after the last e-mail'),
  dryRun: z.boolean().default(false).describe('Do everything except sending'),
});

/** A campaign takes what a reactivation takes: they differ in the workflow and in whom it looks at. */
const campaignParamsSchema = leadReactivationParamsSchema.extend({
  segment: lineText({ max: 80 }).optional().describe('Only leads of this segment of the profile'),
});

const dryRun = z.boolean().default(false).describe('Report what would be done, and change nothing');

/** What a mission takes, by its type. Every field has a default, so `{}` is good for each of them. */
export const MISSION_PARAMS = {
  lead_reactivation: leadReactivationParamsSchema,
  campaign_execution: campaignParamsSchema,
  icp_extraction: z.strictObject({
    minSegmentLeads: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(20)
      .describe('Smaller groups of leads make no segment'),
    dryRun,
  }),
  domain_rotation: z.strictObject({
    domain: domainNameSchema.optional().describe('Only this sending domain; all when absent'),
    dryRun,
  }),
  performance_optimization: z.strictObject({
    days: z.number().int().min(1).max(365).default(90).describe('Missions that ended within so many days'),
    dryRun,
  }),
  error_recovery: z.strictObject({
    missionId: missionIdSchema.optional().describe('Only this mission; all that failed when absent'),
    dryRun,
  }),
} as const satisfies Record<MissionType, z.ZodObject>;

/** The workflows that a type may run; the first one is taken when none is named. */
export const MISSION_WORKFLOWS = {
  lead_reactivation: ['lead_reactivation'],
  campaign_execution: ['full_campaign', 'icp_driven_outreach', 'lead_reactivation'],
  icp_extraction: ['icp_extraction'],
  domain_rotation: ['domain_rotation', 'deliverability_rescue'],
  performance_optimization: ['performance_optimization'],
  error_recovery: ['error_recovery'],
} as const satisfies Record<MissionType, readonly [string, ...string[]]>;

const interval = z.object({ low: z.number(), high: z.number() });

export const rateSchema = z.object({
  count: z.number().int(),
  of: z.number().int(),
  rate: z.number().nullable().describe('null when nothing was counted'),
  interval95: interval.nullable().describe('Wilson score interval'),
});

const messageCountsSchema = z.object({
  drafted: z.number().int(),
  approved: z.number().int(),
  sent: z.number().int(),
  delivered: z.number().int(),
  bounced: z.number().int(),
  complained: z.number().int(),
  opened: z.number().int(),
  clicked: z.number().int(),
  replied: z.number().int(),
  unsubscribed: z.number().int(),
  blocked: z.number().int(),
  unknown: z.number().int().describe('Claimed, but whether it was sent is not known; a person decides'),
  blockedBy: z.record(z.string(), z.number().int()).describe('Blocked messages by guard code'),
  rejected: z.number().int().default(0).describe('Could not be built, or the provider refused them'),
  rejectedFor: z.record(z.string(), z.number().int()).default({}).describe('Rejected messages by reason'),
});
export type MessageCounts = z.infer<typeof messageCountsSchema>;

export const variantResultSchema = z.object({
  variant: z.string(),
  leads: z.number().int(),
  sent: z.number().int(),
  delivered: rateSchema,
  opened: rateSchema,
  clicked: rateSchema,
  replied: rateSchema,
  unsubscribed: rateSchema,
});

export const abResultSchema = z.object({
  metric: z.literal('replied'),
  variants: z.array(variantResultSchema),
  difference: z.number().nullable().describe('Reply rate of B less that of A'),
  confidenceSequence95: interval.nullable().describe('Valid however often it is looked at'),
  anytimePValue: z.number().nullable(),
  verdict: z.string(),
});

export const incrementalSchema = z.object({
  outcome: z.literal('purchase').describe('A purchase after the as-of date, in the time the mission ran'),
  treated: z.object({ leads: z.number().int(), converted: z.number().int(), revenueUsd: z.number() }),
  holdout: z.object({ leads: z.number().int(), converted: z.number().int(), revenueUsd: z.number() }),
  lift: z.number().nullable().describe('Conversion rate of the treated less that of the holdout'),
  lift95: interval.nullable(),
  incrementalConversions: z.number().nullable(),
  anytimePValue: z.number().nullable(),
  sentence: z.string(),
});

const recommendationSchema = z.object({
  /** Of the workspace's record of it; absent in reports of before there were any. */
  id: recommendationIdSchema.optional(),
  kind: z.enum(RECOMMENDATION_KINDS),
  sentence: z.string(),
  evidence: z.string(),
});

export const missionReportSchema = z.object({
  audience: z.object({
    leads: z.number().int(),
    selected: z.number().int(),
    emailed: z.number().int().describe('Leads that got at least one e-mail'),
    holdout: z.number().int(),
    excluded: z.record(z.string(), z.number().int()).describe('Leads left out by reason code'),
  }),
  messages: messageCountsSchema,
  ab: abResultSchema.nullable(),
  incremental: incrementalSchema.nullable(),
  recommendations: z.array(recommendationSchema),
  model: z.record(z.string(), z.unknown()).nullable().describe('The fitted purchase model'),
});
export type MissionReport = z.infer<typeof missionReportSchema>;

/** Whether a mission reached what its workflow is for, and what its steps found. */
const missionOutcomeSchema = z.object({
  met: z.boolean(),
  criteria: z.array(z.object({ name: z.string(), met: z.boolean(), sentence: z.string() })),
  results: z.record(z.string(), z.record(z.string(), z.unknown())).describe('By step'),
});
export type MissionOutcome = z.infer<typeof missionOutcomeSchema>;

const stepViewSchema = z.object({
  name: z.string(),
  agent: z.string(),
  state: z.enum(['pending', 'running', 'waiting', 'done', 'failed']),
  dependsOn: z.array(z.string()),
  parts: z.object({ total: z.number().int(), done: z.number().int() }),
  failures: z.number().int(),
  error: z.string().nullable().describe('Of the last failure'),
});

const decisionViewSchema = z.object({
  at: instantSchema,
  layer: z.enum(['state-machine', 'rules', 'llm']),
  rule: z.string(),
  outcome: z.string(),
  confidence: z.number().min(0).max(1),
  explanation: z.string(),
  durationMs: z.number().optional(),
});

export const missionSummarySchema = z
  .object({
    id: missionIdSchema,
    name: z.string(),
    type: missionTypeSchema,
    state: missionStateSchema,
    priority: z.number().int().min(0).max(100),
    progress: z.number().int().min(0).max(100),
    reason: z.string().describe('Why it is in this state'),
    waitingFor: z
      .string()
      .nullable()
      .describe('What a waiting mission waits for, and which missions hold it now'),
    deadline: instantSchema.nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'MissionSummary' });

export const missionViewSchema = missionSummarySchema
  .extend({
    workflow: z.string(),
    params: z.record(z.string(), z.unknown()).describe('As its type takes them'),
    attempt: z.number().int(),
    steps: z.array(stepViewSchema),
    decisions: z.array(decisionViewSchema),
    decisionCounts: z.object({
      stateMachine: z.number().int(),
      rules: z.number().int(),
      llm: z.number().int(),
    }),
    messages: messageCountsSchema.nullable(),
    repliesWaiting: z
      .number()
      .int()
      .describe('Replies to its messages that wait for a decision; nothing goes to their authors before'),
    approvalId: z.string().nullable(),
    report: missionReportSchema.nullable().describe('Of a mission that sends messages'),
    outcome: missionOutcomeSchema.nullable(),
    log: z.array(z.object({ at: instantSchema, event: z.string(), actor: z.string(), detail: z.string() })),
  })
  .meta({ id: 'Mission' });
export type MissionView = z.infer<typeof missionViewSchema>;
