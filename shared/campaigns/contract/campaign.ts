import * as z from 'zod';
import { instantSchema, lineText, missionIdSchema, plainText } from '../../kernel/contract/common.ts';
import { taskIdSchema } from '../../tasks/contract/task.ts';

export const CAMPAIGN_STATES = ['draft', 'running', 'paused', 'finished', 'cancelled'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export const campaignIdSchema = z
  .string()
  .regex(/^cm_[0-9a-z]{26}$/, 'the id of a campaign looks like cm_ and 26 characters');
/** What belongs to a campaign: a mission, or a task (an issue of a newsletter, a post, an advertisement, a person's work). */
export const partIdSchema = z.union([missionIdSchema, taskIdSchema], {
  error: 'must be the id of a mission or of a task',
});

/** Everything that is counted of the parts of a campaign. Each total is the sum over its parts. */
export const RESULT_METRICS = [
  'leads',
  'holdout',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'opened',
  'clicked',
  'replied',
  'unsubscribed',
  'booked',
  'conversions',
  'revenueUsd',
  'posts',
  'likes',
  'comments',
  'shares',
  'views',
  'adImpressions',
  'adClicks',
  'adConversions',
  'missionsCompleted',
  'tasksCompleted',
] as const;
export type ResultMetric = (typeof RESULT_METRICS)[number];

/** What a budget may hold beside money. */
export const CAPS = ['messages', 'missions', 'tasks'] as const;

const goalSchema = z.strictObject({
  metric: z.enum(RESULT_METRICS),
  target: z.number().positive().max(1e12),
  by: instantSchema.optional().describe('Until when'),
});

const most = z.number().int().min(0).max(1e9).optional();
export const budgetSchema = z
  .strictObject({
    amountUsd: z.number().min(0).max(1e9).optional().describe('No move begins once so much is spent'),
    caps: z
      .strictObject({
        messages: most.describe('No mission begins once so many messages went out'),
        missions: most.describe('No move begins a mission once it has so many'),
        tasks: most.describe('No move begins a task once it has so many; those of people do not count'),
      })
      .default({}),
  })
  .meta({ id: 'CampaignBudgetInput', outputId: 'CampaignBudget' });

const fields = {
  name: lineText({ max: 120 }),
  description: plainText({ max: 2_000 }),
  startsAt: instantSchema.describe('None of its moves begins before'),
  endsAt: instantSchema.describe('None of its moves begins after'),
  goals: z.array(goalSchema).max(20),
};
export const createCampaignBodySchema = z.strictObject({
  name: fields.name,
  description: fields.description.optional(),
  startsAt: fields.startsAt.optional(),
  endsAt: fields.endsAt.optional(),
  goals: fields.goals.default([]),
});
export type CreateCampaignBody = z.output<typeof createCampaignBodySchema>;

/** What is left out stays; null takes it away. */
export const editCampaignBodySchema = z.strictObject({
  name: fields.name.optional(),
  description: fields.description.nullable().optional(),
  startsAt: fields.startsAt.nullable().optional(),
  endsAt: fields.endsAt.nullable().optional(),
  goals: fields.goals.optional(),
});
export type EditCampaignBody = z.output<typeof editCampaignBodySchema>;

const partSchema = z.object({
  id: partIdSchema,
  kind: z.enum(['mission', 'task']),
  joinedAt: instantSchema,
  move: z.string().nullable().describe('The move that began it; null when a person let it join'),
});

export const campaignViewSchema = z
  .object({
    id: campaignIdSchema,
    version: z.number().int().describe('Its ETag'),
    state: z.enum(CAMPAIGN_STATES),
    name: z.string(),
    description: z.string().nullable(),
    startsAt: instantSchema.nullable(),
    endsAt: instantSchema.nullable(),
    goals: z.array(goalSchema),
    budget: budgetSchema,
    parts: z.array(partSchema),
    moves: z.array(z.string()).describe('Ids of its moves'),
    createdAt: instantSchema,
    createdBy: z.string(),
    updatedAt: instantSchema,
    startedAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable().describe('When it was finished or cancelled'),
  })
  .meta({ id: 'Campaign' });
export type CampaignView = z.infer<typeof campaignViewSchema>;

const numbersSchema = z.partialRecord(z.enum(RESULT_METRICS), z.number());

export const campaignResultsSchema = z
  .object({
    campaignId: campaignIdSchema,
    at: instantSchema,
    totals: z.record(z.enum(RESULT_METRICS), z.number()).describe('The sums over its parts'),
    cost: z.object({
      messagesUsd: z.number().describe('Messages of missions and newsletters at the list price of an e-mail'),
      modelsUsd: z.number().describe('What its missions spent on language models'),
      adsUsd: z.number().describe('What the newest reports of advertisements in USD say'),
      totalUsd: z.number(),
    }),
    budget: z.object({
      amountUsd: z.number().nullable(),
      spent: z.number().nullable().describe('Share of the amount, from 0; null without an amount'),
      caps: z.array(
        z.object({
          name: z.enum(CAPS),
          used: z.number().int(),
          most: z.number().int(),
          left: z.number().int(),
        }),
      ),
      exhausted: z.string().nullable().describe('Why no more moves begin; null while they do'),
    }),
    goals: z.array(goalSchema.extend({ value: z.number(), met: z.boolean(), share: z.number() })),
    parts: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['mission', 'task']),
        type: z.string(),
        name: z.string(),
        state: z.string(),
        numbers: numbersSchema,
        costUsd: z.number(),
        note: z.string().nullable().describe('Why its numbers do not count'),
      }),
    ),
  })
  .meta({ id: 'CampaignResults' });
export type CampaignResults = z.infer<typeof campaignResultsSchema>;
