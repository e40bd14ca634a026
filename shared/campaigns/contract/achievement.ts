import * as z from 'zod';
import { COUNTED } from '../../engagement/contract/counted.ts';
import { instantSchema, lineText, plainText } from '../../kernel/contract/common.ts';
import { campaignIdSchema, RESULT_METRICS } from './campaign.ts';

export const ACHIEVEMENT_STATES = ['open', 'awarded'] as const;

export const achievementIdSchema = z
  .string()
  .regex(/^ac_[0-9a-z]{26}$/, 'the id of an achievement looks like ac_ and 26 characters');

/** What is counted of a workspace, in hours that are over. */
export const WORKSPACE_METRICS = [...COUNTED, 'daysWithoutComplaint'] as const;
export type WorkspaceMetric = (typeof WORKSPACE_METRICS)[number];
/** Of a campaign, beside its results. */
export const GOALS_MET = 'goalsMet';
const METRICS = [...new Set([...WORKSPACE_METRICS, ...RESULT_METRICS, GOALS_MET])] as [string, ...string[]];

const fields = {
  name: lineText({ max: 120 }),
  description: plainText({ max: 500 }),
  metric: z
    .enum(METRICS)
    .describe('Of the workspace, or of the campaign where one is named. goalsMet: how many of its goals'),
  atLeast: z.number().positive().max(1e12),
};
export const createAchievementBodySchema = z.strictObject({
  name: fields.name,
  description: fields.description.optional(),
  campaign: campaignIdSchema.optional(),
  metric: fields.metric,
  atLeast: fields.atLeast,
});
export type CreateAchievementBody = z.output<typeof createAchievementBodySchema>;

export const editAchievementBodySchema = z.strictObject({
  name: fields.name.optional(),
  description: fields.description.nullable().optional(),
  atLeast: fields.atLeast.optional(),
});
export type EditAchievementBody = z.output<typeof editAchievementBodySchema>;

export const achievementViewSchema = z
  .object({
    id: achievementIdSchema,
    version: z.number().int().describe('Its ETag'),
    state: z.enum(ACHIEVEMENT_STATES),
    name: z.string(),
    description: z.string().nullable(),
    rule: z
      .string()
      .nullable()
      .describe('The rule of Rex that awarded it; null: somebody set this milestone'),
    campaign: campaignIdSchema.nullable(),
    metric: z.string(),
    atLeast: z.number(),
    evidence: z
      .object({
        at: instantSchema,
        value: z.number(),
        numbers: z.record(z.string(), z.number()).describe('What was known then'),
        records: z.array(z.string()).describe('Ids of what the numbers are of'),
      })
      .nullable()
      .describe('What it was awarded for; null while it is open'),
    createdAt: instantSchema,
    createdBy: z.string(),
  })
  .meta({ id: 'Achievement' });
export type AchievementView = z.infer<typeof achievementViewSchema>;

export const achievementRuleSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    per: z.enum(['workspace', 'campaign']).describe('It is awarded once in a workspace, or for a campaign'),
    metric: z.string(),
    atLeast: z.number().nullable().describe('Null: all goals of the campaign'),
  })
  .meta({ id: 'AchievementRule' });
