import * as z from 'zod';
import { campaignIdSchema } from '../../../campaigns/contract/campaign.ts';
import { sendingDomainSchema } from '../../../domains/contract/sending-domain.ts';
import { rosterAgentNameSchema } from '../../../guilds/contract/guilds.ts';
import { instantSchema, isoDateSchema, lineText, plainText } from '../../../kernel/contract/common.ts';
import { workIdSchema } from '../../../seats/contract/work.ts';
import { EXECUTION_STATUSES, PRIORITIES, REPORTED, RESOURCE_TERMS, RESOURCES } from './execution.ts';

/** So that a plan fits into a record, and a search for a better one into a request. */
const MOST_ACTIVITIES = 100;
export const LONGEST_DAYS = 366;

const activityIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'an id of an activity looks like write-texts');
const resourceSchema = z.enum(RESOURCES);
const prioritySchema = z.enum(PRIORITIES);
const amountSchema = z.number().min(0).max(1e9);
const amountOf = (resource: (typeof RESOURCES)[number]) =>
  amountSchema.optional().describe(RESOURCE_TERMS[resource].unit);
const amountsSchema = z.strictObject({
  agent: amountOf('agent'),
  budget: amountOf('budget'),
  time: amountOf('time'),
  compute: amountOf('compute'),
  storage: amountOf('storage'),
  bandwidth: amountOf('bandwidth'),
});

const activityInputSchema = z.strictObject({
  id: activityIdSchema.describe(
    'Its own in the plan; the id of a move of the campaign: what is known of that',
  ),
  title: lineText({ max: 150 }).optional().describe('Left out: that of the move, or the id'),
  days: z.number().int().min(0).max(LONGEST_DAYS).optional(),
  sends: z
    .strictObject({ domain: sendingDomainSchema, count: z.number().int().min(1).max(10_000_000) })
    .optional()
    .describe('Instead of days: so many e-mails of a domain, as its warmup of each day lets them go'),
  after: z.array(activityIdSchema).max(20).default([]).describe('What has to be completed before'),
  needs: amountsSchema.default({}).describe('All the time while it is done; of budget, in all'),
  priority: prioritySchema.default('medium'),
});
export type ActivityInput = z.output<typeof activityInputSchema>;

export const createPlanInputSchema = z.strictObject({
  title: lineText({ max: 150 }),
  startsOn: isoDateSchema.optional().describe('Left out: today'),
  campaign: campaignIdSchema.optional().describe('Its open moves become activities'),
  activities: z.array(activityInputSchema).max(MOST_ACTIVITIES).default([]),
  capacities: amountsSchema.default({}).describe('How much of each resource there is for this plan'),
});
export type CreatePlanInput = z.output<typeof createPlanInputSchema>;

const dayNumber = z.number().int().describe('In days from the first of the plan, from 0');

const planActivitySchema = z.object({
  id: z.string(),
  title: z.string(),
  priority: prioritySchema,
  status: z.enum(EXECUTION_STATUSES),
  percent: z.number().describe('How much of it is done'),
  days: z.number().int().describe('How long it takes, as planned'),
  sends: z
    .object({
      domain: z.string(),
      count: z.number().int(),
      turn: z.number().int().describe('Those of a domain go one after another, in this order'),
    })
    .nullable(),
  after: z.array(z.string()),
  needs: amountsSchema,
  start: dayNumber,
  end: dayNumber.describe('The day after its last; of what has begun, as it really began'),
  on: isoDateSchema.describe('Its first day'),
  until: isoDateSchema.describe('Its last day'),
  slack: z.number().int().describe('By how many days it may be late, were there enough of every resource'),
  isCritical: z.boolean(),
  startedOn: isoDateSchema.nullable(),
  endedOn: isoDateSchema.nullable(),
  task: workIdSchema.nullable().describe('The task by which it is assigned'),
});
export type PlanActivity = z.infer<typeof planActivitySchema>;

export const planSchema = z.object({
  startsOn: isoDateSchema,
  campaign: campaignIdSchema.nullable(),
  capacities: amountsSchema,
  activities: z.array(planActivitySchema),
  allocations: z.array(z.object({ activity: z.string(), resource: resourceSchema, amount: amountSchema })),
  days: z.number().int().describe('From the first day of the plan to its last'),
  endsOn: isoDateSchema,
  plannedDays: z.number().int().describe('The same as the plan was made'),
  late: z
    .object({ days: z.number().int(), plannedEnd: isoDateSchema, says: z.string() })
    .nullable()
    .optional()
    .describe('By how many days it ends later than it was planned to; null: by none'),
  criticalDays: z.number().int().describe('The longest chain of what is still to do'),
  bound: z.number().int().describe('No plan can take fewer days'),
  percent: z.number().describe('How much is done, by planned days'),
  optimized: z
    .object({
      at: instantSchema,
      before: z.number().int().describe('Days, had the order stayed'),
      after: z.number().int(),
      bound: z.number().int(),
      schedules: z.number().int().describe('So many were tried'),
      says: z.string(),
    })
    .nullable(),
  forecast: z.object({
    completed: z.number().int().describe('Activities whose real length is known'),
    ratio: z.number().nullable().describe('Real days to planned days of these'),
    endsOn: z
      .object({ likely: isoDateSchema, low: isoDateSchema, high: isoDateSchema })
      .nullable()
      .describe('The median and the interval of 80 %; null: not enough progress'),
    says: z.string(),
  }),
});
export type Plan = z.infer<typeof planSchema>;

export const optimizeInputSchema = z.strictObject({
  schedules: z.number().int().min(1).max(5_000).default(1_000).describe('So many are tried at most'),
});

const assigneeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('member'), id: z.string().min(1).max(200) }),
  z.strictObject({
    kind: z.literal('agent'),
    id: rosterAgentNameSchema,
    input: z.record(z.string(), z.unknown()).default({}).describe('As the agent describes it'),
  }),
]);

export const assignInputSchema = z.strictObject({
  plan: workIdSchema,
  activity: activityIdSchema,
  assignee: assigneeSchema.describe('A member of the workspace, or an agent of the roster'),
  note: plainText({ max: 2_000 }).optional(),
});
export type AssignInput = z.output<typeof assignInputSchema>;

export const taskSchema = z.object({
  plan: workIdSchema,
  activity: z.string(),
  title: z.string(),
  assignee: z.object({ kind: z.enum(['member', 'agent']), id: z.string() }),
  input: z.record(z.string(), z.unknown()).nullable().describe('Of an agent'),
  note: z.string().nullable(),
  dueOn: isoDateSchema.describe('Its last day as planned when it was assigned'),
  assignedAt: instantSchema.nullable(),
  executorTask: z.string().nullable().describe('The task of the executor, from when it may begin'),
  percent: z.number(),
  log: z.array(
    z.object({
      at: instantSchema,
      by: z.string(),
      status: z.enum(EXECUTION_STATUSES),
      percent: z.number(),
      note: z.string().nullable(),
    }),
  ),
});
export type Task = z.infer<typeof taskSchema>;

export const progressInputSchema = z.strictObject({
  percent: z.number().min(0).max(100).optional().describe('100 completes it, where no status is said'),
  status: z.enum(REPORTED).optional(),
  note: plainText({ max: 2_000 }).optional(),
});
export type ProgressInput = z.output<typeof progressInputSchema>;

export const allocateInputSchema = z.strictObject({
  plan: workIdSchema,
  activity: activityIdSchema,
  resource: resourceSchema.optional().describe('Left out: all that the activity needs'),
  amount: amountSchema.gt(0).optional().describe('Left out: what it needs of that'),
});
export type AllocateInput = z.output<typeof allocateInputSchema>;

export const allocationSchema = z.object({
  plan: workIdSchema,
  activity: z.string(),
  amounts: amountsSchema.describe('As long as the activity lasts'),
  from: isoDateSchema.describe('Its first day as planned then'),
  until: isoDateSchema.describe('Its last'),
});

export const utilizationQuerySchema = z.object({
  plan: workIdSchema.optional().describe('Left out: all plans that are not completed'),
});

const usageSchema = z.object({
  resource: resourceSchema,
  unit: z.string(),
  capacity: z.number(),
  share: z.number().nullable().describe('Of what there is on all days of the plan; null where there is none'),
  peak: z.number(),
  spans: z.array(
    z.object({
      on: isoDateSchema,
      until: isoDateSchema,
      committed: z.number().describe('What activities need then, or have been given where that is more'),
      allocated: z.number(),
    }),
  ),
});
export type Usage = z.infer<typeof usageSchema>;

export const utilizationSchema = z.object({
  plans: z.array(z.object({ plan: workIdSchema, title: z.string(), resources: z.array(usageSchema) })),
});
