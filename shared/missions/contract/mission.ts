import * as z from 'zod';
import type { Needs } from '../../domains/contract/needs.ts';
import { domainNameSchema } from '../../domains/contract/sending-domain.ts';
import {
  automationIdSchema,
  instantSchema,
  isoDateSchema,
  lineText,
  missionIdSchema,
  plainText,
} from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { keysOf } from '../../kernel/keys-of.ts';
import { REPLY_CLASSES } from '../../mail/contract/reply-class.ts';
import { RECOMMENDATION_KINDS, recommendationIdSchema } from '../../workspaces/contract/setting-change.ts';

/** Types, states and parameters of missions, as clients see them. The rules about them are in the domain. */
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

/** Parameters of a lead-reactivation mission. Every field has a default, so `{}` is valid. */
export const leadReactivationParamsSchema = z.strictObject({
  asOf: isoDateSchema
    .optional()
    .describe('The purchase history is read up to this day; later purchases are outcomes. Default: today'),
  goal: plainText({ max: 300 }).default('Start a conversation again with customers who went quiet.'),
  offer: plainText({ max: 300 }).optional().describe('The only offer that messages may make'),
  steps: z
    .number()
    .int()
    .min(1)
    .max(6)
    .default(6)
    .describe('Number of steps of the sequence, one message each'),
  holdout: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.1)
    .describe(
      'Share of leads that are never contacted, to compare with. Chosen by hash, the same in all missions',
    ),
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
      'Leads with a lower score are left out. Scores, 0 to 100, rank leads; they are not probabilities',
    ),
  maxLeads: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Most leads to contact: those with the highest scores. Default: no limit'),
  collectDays: z
    .number()
    .int()
    .min(0)
    .max(60)
    .default(7)
    .describe('Days to wait for replies after the last message'),
  dryRun: z.boolean().default(false).describe('true: do everything except sending'),
  automation: automationIdSchema
    .optional()
    .describe('The automation that the workflow automated_outreach asks before it drafts messages'),
});

/** A campaign has the parameters of a reactivation and a segment. The two differ in workflow and audience. */
const campaignParamsSchema = leadReactivationParamsSchema.extend({
  segment: lineText({ max: 80 })
    .optional()
    .describe('Contact only leads of this segment of the profile of the ideal customer'),
  activeWithinWeeks: z
    .number()
    .min(0)
    .max(13)
    .optional()
    .describe(
      'Contact only leads that bought or were in touch within so many weeks. Such a campaign goes on while the warmup of its domain is held; set dormantAfterWeeks below it',
    ),
});

const dryRun = z.boolean().default(false).describe('true: report what would be done, and change nothing');

interface MissionTypeRow {
  /** Every field has a default, so `{}` is valid for each type. */
  readonly params: z.ZodObject;
  /** The workflows that it may run. The first one is the default. */
  readonly workflows: readonly [string, ...string[]];
  readonly needs: Needs;
}

/** Every type of mission. Its route, its record, its phrase and what it reserves derive from its row. */
export const MISSION_ROWS = {
  lead_reactivation: {
    params: leadReactivationParamsSchema,
    workflows: ['lead_reactivation', 'automated_outreach'],
    needs: { domain: true, quotas: ['ses'] },
  },
  campaign_execution: {
    params: campaignParamsSchema,
    workflows: ['full_campaign', 'icp_driven_outreach', 'lead_reactivation', 'automated_outreach'],
    needs: { domain: true, quotas: ['ses'] },
  },
  icp_extraction: {
    params: z.strictObject({
      minSegmentLeads: z
        .number()
        .int()
        .min(1)
        .max(100_000)
        .default(20)
        .describe('Fewest leads in a segment. Smaller groups are merged or left out'),
      dryRun,
    }),
    workflows: ['icp_extraction'],
    needs: { domain: false, quotas: ['enrichment'] },
  },
  domain_rotation: {
    params: z.strictObject({
      domain: domainNameSchema.optional().describe('The sending domain to judge. Default: all'),
      dryRun,
    }),
    workflows: ['domain_rotation', 'deliverability_rescue'],
    needs: { domain: false, quotas: [] },
  },
  performance_optimization: {
    params: z.strictObject({
      days: z
        .number()
        .int()
        .min(1)
        .max(365)
        .default(90)
        .describe('Number of days before now that the review covers'),
      dryRun,
    }),
    workflows: ['performance_optimization'],
    needs: { domain: false, quotas: [] },
  },
  error_recovery: {
    params: z.strictObject({
      missionId: missionIdSchema
        .optional()
        .describe('The mission to retry. Default: all failed and escalated missions'),
      dryRun,
    }),
    workflows: ['error_recovery'],
    needs: { domain: false, quotas: [] },
  },
} as const satisfies Readonly<Record<string, MissionTypeRow>>;

type MissionRows = typeof MISSION_ROWS;
export type MissionType = keyof MissionRows;
export const MISSION_TYPES = keysOf(MISSION_ROWS);
export const missionTypeSchema = z.enum(MISSION_TYPES);

export type ParamsOf<T extends MissionType> = MissionRows[T]['params'];
export type WorkflowsOf<T extends MissionType> = MissionRows[T]['workflows'];
export type WorkflowName = WorkflowsOf<MissionType>[number];

/** Types of missions that write to leads, and therefore need a sending domain. */
export type OutreachType = {
  [T in MissionType]: MissionRows[T]['needs']['domain'] extends true ? T : never;
}[MissionType];

export const isOutreachType = (type: MissionType): type is OutreachType => MISSION_ROWS[type].needs.domain;

export const isOutreach = <M extends { readonly type: MissionType }>(
  mission: M,
): mission is Extract<M, { readonly type: OutreachType }> => isOutreachType(mission.type);

const interval = z.object({ low: z.number(), high: z.number() });

export const rateSchema = z.object({
  count: z.number().int(),
  of: z.number().int(),
  rate: z.number().nullable().describe('`count` divided by `of`; null when `of` is 0'),
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
  booked: z.number().int().default(0).describe('Meetings that people booked after a message'),
  blocked: z.number().int(),
  unknown: z
    .number()
    .int()
    .describe('Claimed messages of which it is unknown whether they were sent; a person decides'),
  blockedBy: z.record(z.string(), z.number().int()).describe('Numbers of blocked messages by guard code'),
  rejected: z
    .number()
    .int()
    .default(0)
    .describe('Messages that could not be built, or that the provider refused'),
  rejectedFor: z
    .record(z.string(), z.number().int())
    .default({})
    .describe('Numbers of rejected messages by reason'),
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
  booked: rateSchema.describe('Leads who booked a meeting'),
});

const leadsNeededSchema = z
  .number()
  .int()
  .nullable()
  .default(null)
  .describe(
    'Leads in both groups together at which the test would decide if the rates stay as they are; null when it has decided, or when no number would do',
  );

export const abResultSchema = z.object({
  metric: z.literal('replied'),
  variants: z.array(variantResultSchema),
  difference: z.number().nullable().describe('Reply rate of variant B minus that of variant A'),
  confidenceSequence95: interval
    .nullable()
    .describe('Interval of the difference that stays valid however often it is looked at'),
  anytimePValue: z.number().nullable(),
  verdict: z.string(),
  leadsNeeded: leadsNeededSchema,
  history: z
    .array(
      z.object({
        at: instantSchema,
        difference: z.number(),
        confidenceSequence95: interval,
      }),
    )
    .default([])
    .describe(
      'What was known at the end of each day with an e-mail or a reply; empty in reports from before it was kept',
    ),
});

export const incrementalSchema = z.object({
  outcome: z
    .literal('purchase')
    .describe('What counts as a conversion: a purchase after the as-of date, while the mission ran'),
  treated: z.object({ leads: z.number().int(), converted: z.number().int(), revenueUsd: z.number() }),
  holdout: z.object({ leads: z.number().int(), converted: z.number().int(), revenueUsd: z.number() }),
  lift: z.number().nullable().describe('Conversion rate of the treated leads minus that of the holdout'),
  lift95: interval.nullable(),
  incrementalConversions: z.number().nullable(),
  anytimePValue: z.number().nullable(),
  leadsNeeded: leadsNeededSchema,
  sentence: z.string(),
});

const recommendationSchema = z.object({
  /** The recommendation of the workspace; absent in reports from before recommendations were recorded. */
  id: recommendationIdSchema.optional(),
  kind: z.enum(RECOMMENDATION_KINDS),
  sentence: z.string(),
  evidence: z.string(),
});

export const audienceCountsSchema = z.object({
  leads: z.number().int().describe('All that were looked at'),
  selected: z.number().int(),
  holdout: z.number().int(),
  excluded: z
    .record(z.string(), z.number().int())
    .describe(
      'Numbers of leads that were left out, by reason code; each lead once, under the most serious of its reasons',
    ),
});
export type AudienceCounts = z.infer<typeof audienceCountsSchema>;

export const missionReportSchema = z.object({
  audience: audienceCountsSchema.extend({
    emailed: z.number().int().describe('Leads to whom at least one message was sent, on any channel'),
  }),
  messages: messageCountsSchema,
  ab: abResultSchema.nullable(),
  incremental: incrementalSchema.nullable(),
  recommendations: z.array(recommendationSchema),
  model: z.record(z.string(), z.unknown()).nullable().describe('The fitted purchase model'),
});
export type MissionReport = z.infer<typeof missionReportSchema>;

/** Whether a mission met the success criteria of its workflow, and the results of its steps. */
const missionOutcomeSchema = z.object({
  met: z.boolean(),
  criteria: z.array(z.object({ name: z.string(), met: z.boolean(), sentence: z.string() })),
  results: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .describe('Results of the steps, by step name'),
});
export type MissionOutcome = z.infer<typeof missionOutcomeSchema>;

const stepViewSchema = z.object({
  name: z.string(),
  agent: z.string(),
  state: z.enum(['pending', 'running', 'waiting', 'done', 'failed']),
  dependsOn: z.array(z.string()),
  parts: z.object({ total: z.number().int(), done: z.number().int() }),
  failures: z.number().int(),
  error: z.string().nullable().describe('The error of the last failure; null when there was none'),
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
    reason: z.string().describe('Why the mission is in this state'),
    waitingFor: z
      .string()
      .nullable()
      .describe('What the mission waits for, and which missions hold it now; null when it does not wait'),
    deadline: instantSchema.nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'MissionSummary' });

export const missionViewSchema = missionSummarySchema
  .extend({
    workflow: z.string(),
    params: z.record(z.string(), z.unknown()).describe('Parameters of the mission. They depend on its type'),
    domain: z.string().nullable().describe('The domain from which it sends; null while it holds none'),
    attempt: z.number().int(),
    steps: z.array(stepViewSchema),
    decisions: z
      .array(decisionViewSchema)
      .describe(
        'About the mission itself. What kept messages of its cohorts back is listed by `listDecisions`',
      ),
    decisionCounts: z.object({
      stateMachine: z.number().int(),
      rules: z.number().int(),
      llm: z.number().int(),
    }),
    audience: audienceCountsSchema
      .nullable()
      .describe(
        'Who is written to, held out and left out; null until the leads are scored, and for missions that write to nobody',
      ),
    messages: messageCountsSchema.nullable(),
    release: z
      .object({
        cohorts: z.number().int().describe('Number of cohorts, in their order, that may send'),
        at: instantSchema,
        settled: z.number().int().describe('First e-mails whose end was known at the last look'),
        bounced: z.number().int(),
        stopped: z
          .object({ at: instantSchema, explanation: z.string() })
          .nullable()
          .describe('Why nothing more goes out until a person resumes the mission; null when it goes on'),
        resumed: z.object({ at: instantSchema, by: z.string(), reason: z.string() }).nullable(),
      })
      .nullable()
      .describe('How far the messages may go; null when all leads are written to at once'),
    repliesWaiting: z
      .number()
      .int()
      .describe('Replies to its messages that wait for a decision. Until then nothing goes to their authors'),
    replyClasses: z
      .partialRecord(z.enum(REPLY_CLASSES), z.number().int())
      .describe('How many replies to its messages want what: those that hold their authors, decided or not'),
    approvalId: z.string().nullable(),
    report: missionReportSchema
      .nullable()
      .describe('The report of a mission that sends messages; null until there is one'),
    outcome: missionOutcomeSchema.nullable(),
    scoredBy: z
      .array(z.string())
      .describe('What the ranking of its leads rests on, in sentences; none until there is a report'),
    log: z
      .array(
        z.object({
          at: instantSchema,
          event: z.string(),
          what: z.string().describe('What happened, in a word or two: `Approved`, `Cancelled`'),
          actor: z.string().describe('Who did it: `user:SUBJECT`, or a part of Rex'),
          detail: z.string().describe('The reason, when there is one; otherwise empty'),
        }),
      )
      .describe('What happened to the mission and to its approvals, oldest first'),
  })
  .meta({ id: 'Mission' });
export type MissionView = z.infer<typeof missionViewSchema>;
